import CreditEngine
import CreditStore
import Foundation
import Testing

@testable import UseCases

/// An optimisation that is broken off in the middle of a validation, and then goes on.
@Suite("A broken optimisation") struct BrokenOptimisationTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The optimisation in a store of its own, as one process does it: its lease is given back at the end.
    private func optimise<Result>(
        _ store: String, seed: UInt64 = 1, isFresh: Bool = false, _ body: (OptimizeJob) async throws -> Result
    ) async throws -> Result {
        let records = StoreSession(folder: scratch.path + "/" + store, purpose: "a test", isFresh: isFresh)
        let runtime = try TeamSource(team: "simulated/root-echo", session: records).runtime()
        // A critic that is always wrong: several candidates are tried and dropped.
        let job = try await OptimizeJob(
            runtime, critic: runtime.critic(wrong: 1), criticWrong: 1,
            DescentSettings(budget: 150, finalRuns: 0, seed: seed), Permit.given)
        let result = try await body(job)
        try records.opened().close()
        return result
    }

    /// Runs it to its end.
    private func run(_ store: String, seed: UInt64 = 1, isFresh: Bool = false) async throws -> OptimizeJob.Ended {
        try await optimise(store, seed: seed, isFresh: isFresh) { try await $0.run { _ in } }
    }

    /// Breaks it off after the first pair of its n-th validation.
    private func breakOff(_ store: String, validation: Int) async throws {
        try await optimise(store) { job in
            let begun = Counter()
            await #expect(throws: CancellationError.self) {
                try await Task {
                    _ = try await job.run { event in
                        guard case .validating(_, let progress) = event, progress.gate.count == 1 else { return }
                        if await begun.next() == validation { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }.value
            }
        }
    }

    private actor Counter {
        private var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }

    @Test("its candidate is queued, counted and has its look; the same command goes on and counts nothing twice")
    func goesOn() async throws {
        let unbroken = try await run("unbroken")
        let whole = try Store(folder: scratch.path + "/unbroken")
        try #require(unbroken.report.trials.count > 1)

        let store = try Store(folder: scratch.path + "/store")
        let problems = try TeamSource(
            team: "simulated/root-echo", session: StoreSession(folder: scratch.path + "/store", purpose: "a test")
        ).runtime().problemSet.name
        for broken in 1...2 {
            try await breakOff("store", validation: broken)
            let proposals = try await store.proposals()
            #expect(proposals.map(\.id) == Array(unbroken.queued.prefix(broken)))
            let last = try #require(proposals.last)
            let validation = try #require(try await store.validations(of: last.id).first)
            #expect(validation.report.ending == .stopped && validation.report.looks == broken)
            #expect(try await store.looks(at: problems).count == broken)
            // Another try of it is another candidate.
            await #expect(throws: ValidationRefusal.begunOtherwise(last.id, validation.report)) {
                let source = TeamSource(
                    team: "simulated/root-echo",
                    session: StoreSession(folder: scratch.path + "/store", purpose: "a test"))
                _ = try await ValidationJob(ValidationOrder(proposal: last.id), source, Permit.given)
            }
        }
        let resumed = try await run("store")
        #expect(resumed.report == unbroken.report && resumed.queued == unbroken.queued)
        #expect(try await store.proposals().map(\.ordinal) == whole.proposals().map(\.ordinal))
        for id in resumed.queued {
            let (one, other) = (try await store.validations(of: id), try await whole.validations(of: id))
            #expect(one.map(\.report) == other.map(\.report) && one.count == 1)
        }
        #expect(try await store.looks(at: problems).values.allSatisfy { $0 == 1 })
    }

    @Test("candidates of one block share one lineage, whoever proposes them and however that ended")
    func oneLineage() async throws {
        try await breakOff("store", validation: 1)
        let store = try Store(folder: scratch.path + "/store")
        let abandoned = try #require(try await store.proposals().first)
        let base = try #require(try await store.team(abandoned.content.team))
        #expect(try abandoned.content.lineage == Proposal.lineage(of: abandoned.content.block, from: base))
        // As 'revise' does it.
        let text = abandoned.content.oldText + " Be friendly."
        let revised = try await store.propose(
            Proposal(
                revising: abandoned.content.block, of: PromptSet(base), to: text,
                lineage: Proposal.lineage(of: abandoned.content.block, from: base), critiques: [], reason: "r",
                isSimulated: true), of: base)
        #expect(revised.ordinal == 2)
        // Another optimisation counts behind both, each block on its own.
        let ended = try await run("store", seed: 2)
        let same = ended.report.trials.filter { $0.proposal.block == abandoned.content.block }
        #expect(same.map(\.ordinal) == Array(3..<3 + same.count) && !same.isEmpty)
        for block in Set(ended.report.trials.map(\.proposal.block)) where block != abandoned.content.block {
            #expect(ended.report.trials.first { $0.proposal.block == block }?.ordinal == 1)
        }
        for trial in ended.report.trials {
            let alpha = GateRule().alpha(of: trial.ordinal)
            #expect(abs((trial.validation?.logThreshold ?? 0) - log(2 / alpha)) < 1e-9)
        }
        // Looks are counted over all proposals.
        #expect(ended.report.trials.first?.validation?.looks == 2)
    }

    @Test("started over, it is new work whose candidates count behind all earlier ones")
    func fresh() async throws {
        let first = try await run("store")
        let again = try await run("store", isFresh: true)
        #expect(Set(first.queued).isDisjoint(with: again.queued))
        let store = try Store(folder: scratch.path + "/store")
        let records = try await store.proposals()
        for lineage in Set(records.map(\.content.lineage)) {
            let ordinals = records.filter { $0.content.lineage == lineage }.map(\.ordinal)
            #expect(ordinals == Array(1...ordinals.count))
        }
        #expect(records.count == first.queued.count + again.queued.count)
    }

    @Test("a signal ends it with 130, what is finished is kept, and it pays for nothing twice", arguments: [SIGINT])
    func signal(_ signal: Int32) async throws {
        let peer = try ChatPeer()
        defer { peer.stop() }
        let team = try PeerTeam(model: "provider: openai, base_url: 'http://127.0.0.1:\(peer.port)/v1', model: peer")
        let words = ["optimize", "--strategy", "reinforce", "--budget", "120", "--final-runs", "0", "--jobs", "1"]
        let unbroken = try team.run(words, store: "unbroken")
        #expect([0, 1].contains(unbroken.status), "\(unbroken.complaint)")
        let asked = peer.answered
        let whole = try Store(folder: team.scratch.path + "/unbroken")
        try #require(try await whole.proposals().count > 0)

        peer.fallSilent(after: asked.count + asked.count - 9)
        let child = try Spawned.start(
            [Program.path] + words + ["--team", team.scratch.path, "--store", team.scratch.path + "/store"],
            environment: Program.environment(with: [
                "PEER_KEY": PeerTeam.canary, "no_proxy": "127.0.0.1", "XDG_DATA_HOME": team.scratch.path + "/home",
            ]), folder: team.scratch.path, output: team.scratch.path + "/out", errors: team.scratch.path + "/err")
        #expect(peer.waitUntilAsked())
        child.signal(signal)
        #expect(child.wait() == 130)
        #expect(String(decoding: try team.scratch.bytes("err"), as: UTF8.self).contains("finished work is kept"))
        let store = try Store(folder: team.scratch.path + "/store")
        #expect(try await store.proposals().map(\.id) == whole.proposals().map(\.id))
        peer.fallSilent(after: .max)
        let resumed = try team.run(words)
        #expect(resumed.status == unbroken.status && resumed.text == unbroken.text, "\(resumed.complaint)")
        #expect(peer.answered == (asked + asked).sorted())
        #expect(try await store.proposals().map(\.id) == whole.proposals().map(\.id))
    }
}
