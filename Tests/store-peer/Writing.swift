import CreditEngine
import CreditStore
import Foundation

/// Journals samples for ever, printing each key once it is on the disk.
func writeSamples(_ store: Store) async throws {
    let lease = try await store.lease(for: "writing samples")
    let journal = try await store.journal(of: "job", under: lease)
    var number = try await journal.finished().count
    while true {
        let batch = (number..<number + 3).map { FinishedSample(key: "s\($0)", result: "{\"n\":\($0)}") }
        try await journal.record(batch)
        for sample in batch { say("sample \(sample.key)") }
        number += batch.count
    }
}

/// Proposes, validates, approves, rejects and undoes for ever, printing each step once it is on the disk.
func decide(_ store: Store) async throws {
    let lease = try await store.lease(for: "deciding")
    let base = Team(
        name: "team",
        members: [Team.Member(name: "solver", prompt: "Solve."), Team.Member(name: "critic", prompt: "Check.")])
    for number in 0... {
        // Each on top of what is approved by then, so that it is not stale.
        let current = try await store.currentPrompts(from: base)
        let proposal = try await store.propose(
            Proposal(
                revising: .role("solver"), of: current,
                to: "Solve and verify. \(number) \(UInt32.random(in: 0 ... .max))",
                lineage: "lineage", critiques: [], reason: "it never checks", isSimulated: true), of: base)
        say("proposal \(proposal.id)")
        if number % 3 == 2 {
            let entry = try await store.reject(proposal.id, who: "tester", reason: "no", under: lease)
            say("decision \(entry.id) \(proposal.id) rejected")
            continue
        }
        let validation = "validation of \(proposal.id)"
        let report = ValidationReport(
            ending: .accepted, pairs: (0..<130).map { .init(problem: "p-\($0)", replay: 1, current: 0, candidate: 1) },
            ordinal: proposal.ordinal, alpha: 0.05, logEvidence: 9, logThreshold: 4)
        try await store.keep(ValidationRecord(id: validation, proposal: proposal.id, report: report))
        say("validation \(proposal.id)")
        let entry = try await store.approve(
            proposal.id, validation: validation, hash: proposal.approvalHash(validation: validation), who: "tester",
            under: lease)
        say("decision \(entry.id) \(proposal.id) approved")
        guard number % 3 == 1 else { continue }
        let undone = try await store.undo(proposal.id, who: "tester", under: lease)
        say("decision \(undone.id) \(proposal.id) undone")
    }
}

/// Holds the lease until its input ends.
func hold(_ store: Store) async throws {
    let lease = try await store.lease(for: "holding the lease")
    say("held")
    while readLine() != nil {}
    try await lease.release()
    say("released")
}

/// Journals samples until no file may grow any more, then says why it stopped and what is safe.
func fill(_ folder: String, limit: UInt) async throws {
    signal(SIGXFSZ, SIG_IGN)
    let store = try Store(folder: folder)
    let journal = try await store.journal(of: "job", under: store.lease(for: "filling"))
    var bound = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
    #if os(Linux)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
    #else
        setrlimit(RLIMIT_FSIZE, &bound)
    #endif
    for number in 0... {
        let text = String(repeating: "x", count: 1_000)
        try await journal.record([FinishedSample(key: "s\(number)", result: text)])
        say("sample s\(number)")
    }
}

/// Reads an answer and keeps another, as a user who is not root when one is given.
func keep(_ folder: String, asUser user: UInt32?) async throws {
    if let user, setuid(user) != 0 { exit(77) }
    let store = try Store(folder: folder)
    say("read \(try await store.reply(for: "key")?.text ?? "nothing")")
    try await store.keep(ModelReply(text: "new"), for: "new key")
    say("kept")
}
