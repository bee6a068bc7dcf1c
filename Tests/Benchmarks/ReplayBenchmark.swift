import CreditEngine
import Foundation
import PlantedFaults

/// Measures what replays cost beside the model's own time; prints, and never judges.
enum ReplayBenchmark {
    /// Ten turns of three agents.
    private static let shape = TeamShape(members: 3, steps: 9)
    private static let workers = 64

    static func run() async throws {
        print(
            "replays: a \(shape.turns)-turn team of \(shape.members), \(ProcessInfo.processInfo.activeProcessorCount) cores"
        )
        let run = try await failedRun()
        try await overhead(run)
        try await tenThousand(run)
        try await waiting(run)
    }

    private static func failedRun() async throws -> Trace {
        var number: UInt64 = 0
        while true {
            let run = try await Suite.rootEcho.run(number, shape: shape)
            if run.trace.outcome?.success == false { return run.trace }
            number += 1
        }
    }

    /// A model that answers at once, so that all the time is the engine's; one replay at a time on one core.
    private static func overhead(_ trace: Trace) async throws {
        let (seconds, calls) = try await replay(trace, StillModel(), count: 500, width: 1)
        row(
            "engine overhead per call", seconds * 1_000_000 / Double(calls), "µs",
            "\(calls) calls of a model that takes no time (aim: at most 50)")
    }

    /// Every cell speaks again, by the simulated model.
    private static func tenThousand(_ trace: Trace) async throws {
        let width = ProcessInfo.processInfo.activeProcessorCount
        let (seconds, calls) = try await replay(trace, Suite.rootEcho.model(), count: 10_000, width: width)
        row("10,000 whole replays", seconds, "s", "\(calls) simulated calls (aim: at most 10 on two cores)")
    }

    /// A model that takes 100 ms a call: the engine may not be in its way.
    private static func waiting(_ trace: Trace) async throws {
        let (last, rounds) = (5, 2)
        let (seconds, _) = try await replay(
            trace, SlowModel(), count: rounds * workers, width: workers, keeping: CellOrder(trace).count - last)
        let ideal = Double(rounds * last) * SlowModel.seconds
        row(
            "100 ms a call, \(workers) at once", seconds / ideal, "× ideal",
            "\(rounds * workers) replays of \(last) calls in \(rounded(seconds)) s (aim: at most 1.2)")
    }

    private static func replay(
        _ trace: Trace, _ model: any LanguageModel, count: Int, width: Int, keeping: Int = 0
    ) async throws -> (seconds: Double, calls: Int) {
        guard let team = trace.team else { throw BenchmarkError.usage }
        let runner = TeamRunner(
            team: team, models: TeamModels(model), evaluator: AnswerEvaluator.numeric(), recordsInput: false)
        let replayer = TeamReplayer(trace, runner: runner)
        var ledger = ReplayLedger(replayer, cells: CellOrder(trace).count, width: width)
        let start = ContinuousClock.now
        _ = try await ledger.replay((0..<UInt64(count)).map { ReplayRequest(prefix: keeping, seed: $0) })
        return ((ContinuousClock.now - start) / .seconds(1), ledger.counts.spoken)
    }

    private static func row(_ name: String, _ value: Double, _ unit: String, _ note: String) {
        print("  \(name): \(rounded(value)) \(unit)  \(note)")
    }

    private static func rounded(_ value: Double) -> String { String(Double(Int(value * 100 + 0.5)) / 100) }
}

/// Says the same at once.
private struct StillModel: LanguageModel {
    func reply(to request: ModelRequest) async throws -> ModelReply {
        ModelReply(text: "The total for the step is 17, and I pass it on to the coordinator.", model: "still")
    }
}

/// Says the same after a while.
private struct SlowModel: LanguageModel {
    static let seconds = 0.1

    func reply(to request: ModelRequest) async throws -> ModelReply {
        try await Task.sleep(for: .seconds(Self.seconds))
        return ModelReply(text: "17", model: "slow")
    }
}
