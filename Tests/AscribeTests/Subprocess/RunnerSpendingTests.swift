import CreditEngine
import CreditStore
import Foundation
import Testing

@testable import ascribe

/// The runs of a person's own system, booked like calls of a model.
@Suite("What a runner spends") struct RunnerSpendingTests {
    private let scratch: Scratch

    /// A team of one whose system notes each run that it makes in the file `made`.
    init() throws {
        scratch = try Scratch()
        try scratch.file(
            "run.sh",
            #"""
            while read -r x; do
              id=${x#*'"id":'}; id=${id%%,*}
              echo run >> made
              [ -e dies ] && exit 3
              echo "{\"id\":$id,\"type\":\"trace\",\"trace\":\"t\",\"messages\":[{\"turn\":1,\"agent\":\"a\",\"output\":\"7\"}]}"
            done
            """#)
        try scratch.file("a.md", "Answer.")
        try scratch.file("problems.jsonl", #"{"id":"p-1","input":"How many?","reference":"7"}"# + "\n")
        try scratch.file(
            "team.yaml",
            """
            name: lonely
            agents: [{name: a, prompt: a.md}]
            protocol: {turns: 1, order: [a], visibility: shared}
            models: {default: {provider: simulated}}
            problems: problems.jsonl
            evaluator: {kind: numeric}
            runner: {command: [sh, run.sh]}
            """)
    }

    private var made: Int { get throws { try scratch.bytes("made").count { $0 == UInt8(ascii: "\n") } } }

    private func sample(_ more: String...) throws -> Program.Result {
        try Program.run(
            [
                "sample", "--team", scratch.path, "--out", scratch.path + "/runs.jsonl", "--store",
                scratch.path + "/store",
            ] + (more.contains("--jobs") ? more : more + ["--jobs", "1"]))
    }

    @Test("a limit on calls holds across restarts of the same job, whatever became of the runs")
    func limit() async throws {
        let first = try sample("--count", "2", "--max-calls", "3")
        #expect(first.status == 0, "\(first.complaint)")
        #expect(try made == 2)
        let marker = try scratch.file("dies", "")
        #expect(try sample("--count", "3", "--max-calls", "3").status != 0)
        #expect(try made == 3)
        try FileManager.default.removeItem(atPath: marker)
        let third = try sample("--count", "5", "--max-calls", "3")
        #expect(third.status != 0 && third.complaint.contains("the budget of 3 calls is spent"), "\(third.complaint)")
        #expect(try made == 3)

        let store = try Store(folder: scratch.path + "/store")
        let job = try #require(try await store.jobs().first { $0.name.hasPrefix("sample-") })
        #expect(try await store.ledger(of: job.name).used().calls == 3)
        #expect(try sample("--count", "3", "--max-calls", "4").status == 0)
        #expect(try made == 4)
        #expect(try await store.ledger(of: job.name).used().calls == 4)
    }

    @Test("with many jobs a limit on calls makes as many runs as with one", arguments: ["1", "8"])
    func jobs(_ jobs: String) throws {
        let limited = try sample("--count", "40", "--max-calls", "21", "--jobs", jobs)
        #expect(limited.status == 4 && limited.complaint.contains("21 runs recorded"), "\(limited.complaint)")
        #expect(try made == 21)
    }

    @Test(
        "a limit on what is not seen within a run is refused with what can be limited",
        arguments: [("tokens: 100000", "tokens"), ("cost_usd: 5", "cost_usd")])
    func unseen(limit: String, key: String) throws {
        let text = String(decoding: try scratch.bytes("team.yaml"), as: UTF8.self)
        try scratch.file("team.yaml", text + "\nbudget: {calls: 10, \(limit)}\n")
        let refused = try sample("--count", "1")
        #expect(refused.status == 4, "\(refused.complaint)")
        #expect(
            refused.complaint.contains(
                "what sh spends within a run is not seen, so a budget with \(key) cannot hold; leave \(key) out and limit "
                    + "calls, one a run, or minutes"), "\(refused.complaint)")
        #expect(!refused.complaint.contains("the same command goes on"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/made"))
        try scratch.file("team.yaml", text + "\nbudget: {calls: 10, minutes: 5}\n")
        #expect(try sample("--count", "1").status == 0)
    }

    @Test("a runner that cannot be started has made no calls")
    func notStarted() throws {
        try scratch.file(
            "team.yaml",
            String(decoding: scratch.bytes("team.yaml"), as: UTF8.self).replacing(
                "[sh, run.sh]", with: "[no-such-program]"))
        let refused = try sample("--count", "3")
        #expect(refused.status == 4 && refused.complaint.contains(" 0 calls"), "\(refused.complaint)")
    }

    @Test("a swap's replays are booked under its own job")
    func swap() async throws {
        #expect(try sample("--count", "1").status == 0)
        let swapped = try Program.run([
            "swap", scratch.path + "/runs.jsonl", "--trace", "run-1", "--turn", "1", "--agent", "a", "--samples", "2",
            "--team", scratch.path, "--store", scratch.path + "/store", "--json",
        ])
        #expect(swapped.status == 0, "\(swapped.complaint)")
        let store = try Store(folder: scratch.path + "/store")
        let job = try #require(try await store.jobs().first { $0.name.hasPrefix("swap-") })
        let booked = try await store.ledger(of: job.name).used()
        #expect(try booked.calls == made - 1 && booked.calls > 0 && booked.unpricedCalls == booked.calls)
    }
}
