import ArgumentParser
import CreditEngine
import Foundation
import Testing

@testable import ascribe
@testable import UseCases

@Suite(
    "The runner example of the documentation",
    .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct RunnerExampleTests {
    private static let folder =
        Program.package + "/Sources/CreditEngine/CreditEngine.docc/Resources/runner-example"

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func runtime(_ file: String, for trace: Trace? = nil) async throws -> TeamRuntime {
        let arguments = ["--team", "\(Self.folder)/\(file)", "--store", scratch.path + "/store"]
        return try await ModelArguments.parse(arguments).runtime(for: trace)
    }

    private func plan(_ runtime: TeamRuntime, seed: UInt64) -> RunPlan {
        RunPlan(id: "run-\(seed)", problem: runtime.problems[0], seeding: Seeding(replay: seed))
    }

    @Test("equal seeds give equal runs, and other prompts other teams")
    func seeds() async throws {
        let runtime = try await runtime("team.yaml")
        var careful = runtime.team
        careful.members[0].prompt = "Look at every number twice."
        var solved = (plain: 0, careful: 0)
        for seed in UInt64(0)..<40 {
            let run = try await runtime.runner.run(plan(runtime, seed: seed), as: runtime.team)
            #expect(try await runtime.runner.run(plan(runtime, seed: seed), as: runtime.team) == run)
            #expect(run.messages.count == 6 && run.outcome?.evaluator == "numeric")
            solved.plain += run.outcome?.success == true ? 1 : 0
            let other = try await runtime.runner.run(plan(runtime, seed: seed), as: careful)
            solved.careful += other.outcome?.success == true ? 1 : 0
        }
        #expect(solved.plain > 8 && solved.careful > solved.plain + 5)
    }

    @Test("it keeps what is kept, says what is given, and the others hear it")
    func honours() async throws {
        let runtime = try await runtime("team.yaml")
        let run = try await runtime.runner.run(plan(runtime, seed: 3), as: runtime.team)
        let pins: [RunPlan.Slot: [String]] = [
            .init(turn: 1, agent: "solver"): [Replacement.noOpWords], .init(turn: 2, agent: "solver"): [],
        ]
        let replay = RunPlan(
            replaying: run, keeping: 1, id: "again", seeding: Seeding(replay: 3), pins: pins)
        let again = try await runtime.runner.run(replay, as: runtime.team)
        #expect(again.messages[0].output == run.messages[0].output)
        #expect(again.messages[1].output == Replacement.noOpWords)
        #expect(again.messages[2].output == "We do not know yet.")
        #expect(!again.messages.contains { $0.turn == 2 && again.agents[$0.agent].name == "solver" })
    }

    @Test("a swap through the runner has the effect that it has inside, within its interval")
    func sameEffect() async throws {
        let outside = try await runtime("team.yaml")
        var found: Trace?
        for seed in UInt64(0)..<60 where found == nil {
            let run = try await outside.runner.run(plan(outside, seed: seed), as: outside.team)
            // Only the reader of the second turn erred: swapping that message is what repairs the run.
            let (problem, said) = (run.problem?.input ?? "", run.messages.map(\.output))
            let given = problem.split(whereSeparator: { !$0.isNumber }).map(String.init)
            if said[0].contains("of \(given[2])."), !said[3].contains("and \(given[3]) are") { found = run }
        }
        let trace = try #require(found)
        #expect(trace.outcome?.success == false)
        let swap = Swap(at: 3)
        var measured: [(effect: Double, interval: EffectInterval)] = []
        for file in ["team.yaml", "inside.yaml"] {
            let runtime = try await runtime(file, for: trace)
            var ledger = ReplayLedger(
                TeamReplayer(trace, runner: runtime.runner, team: runtime.team), cells: 6, width: 4)
            var pairs = PairedOutcomes()
            #expect(try await swap.sample(Array(100..<120), into: &pairs, &ledger) == 0)
            #expect(ledger.counts.spoken == 20 * 5)
            measured.append((try #require(pairs.effect), try #require(pairs.interval())))
        }
        let (there, here) = (measured[0], measured[1])
        #expect(there.interval.low < here.effect && here.effect < there.interval.high)
        #expect(here.interval.low < there.effect && there.effect < here.interval.high)
        #expect(there.interval.high < 0 && here.interval.high < 0)
    }

    @Test("the commands of its first page work from anywhere, and what it says about itself reaches the trace")
    func commands() throws {
        let out = scratch.path + "/runs.jsonl"
        let made = try Program.run(
            ["sample", "--team", Self.folder, "--count", "6", "--out", out, "--store", scratch.path + "/store"],
            in: scratch.path)
        #expect(made.status == 0, "\(made.complaint)")
        let text = String(decoding: try scratch.bytes("runs.jsonl"), as: UTF8.self)
        #expect(text.split(separator: "\n").count == 6 && text.contains("runner-example (simulated)"))
        let swapped = try Program.run(
            [
                "swap", out, "--trace", "run-1", "--turn", "1", "--agent", "reader", "--samples", "4", "--json",
                "--team",
                Self.folder, "--store", scratch.path + "/store",
            ], in: scratch.path)
        #expect(swapped.status == 0 && swapped.text.contains(#""source":"measured""#), "\(swapped.complaint)")
    }
}
