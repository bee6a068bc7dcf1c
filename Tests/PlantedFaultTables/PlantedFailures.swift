import CreditEngine
import PlantedFaults
import UseCases

/// A kind of planted run to measure.
struct FaultCondition: Sendable {
    var suite: Suite
    var shape: TeamShape
    /// ρ of the simulated model.
    var coupling: Double

    /// The cells of a full run.
    var cells: Int { shape.members * shape.turns }

    /// Whether an outcome of these runs can hang on more than one message.
    var isJoint: Bool { suite.name == Suite.and.name || suite.name == Suite.or.name }

    /// Whether it has so many cells that a budget of replays can hardly name one.
    var isVast: Bool { cells > 200 }

    /// `coupled`, or `free` when a seed fixes nothing.
    var seeds: String { coupling == 1 ? "coupled" : "free" }
}

/// Failed runs of one condition, with what really cost them their outcome.
struct PlantedFailures: Sendable {
    /// The runs, in the order of their problems.
    private(set) var runs: [PlantedRun] = []
    /// Failed runs left out because taking out every error of the team does not save them; 0 for a sound team.
    private(set) var unexplained = 0

    /// Makes runs in the order of their problems until there are enough.
    ///
    /// In a sound team a failure comes from outside its messages, so it has no cause among them and none is wanted.
    static func make(_ condition: FaultCondition, count: Int, jobs: Int) async throws -> PlantedFailures {
        let isSound = condition.suite.name == Suite.healthy.name
        var failures = PlantedFailures()
        var number: UInt64 = 0
        while failures.runs.count < count {
            try Task.checkCancellation()
            let wave = (number..<number + UInt64(max(8, 2 * jobs))).map { $0 }
            number += UInt64(wave.count)
            try await inOrder(wave, width: jobs) { number in
                try await condition.suite.run(number, shape: condition.shape, coupling: condition.coupling)
            } consume: { _, made in
                guard made.trace.outcome?.success == false, failures.runs.count < count else { return }
                var run = made
                // What every agent was shown grows with the square of the run.
                if condition.isVast {
                    for index in run.trace.messages.indices { run.trace.messages[index].input = nil }
                }
                if isSound || run.cause != nil { failures.runs.append(run) } else { failures.unexplained += 1 }
            }
        }
        return failures
    }
}
