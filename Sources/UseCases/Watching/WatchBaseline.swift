import CreditEngine
import Foundation
package import TraceFiles

/// What teams did before they were watched.
package struct WatchBaseline: Sendable {
    /// The baseline of one team.
    struct Team: Sendable {
        /// Runs with an outcome, and those of them that succeeded.
        var runs = 0, successes = 0
        /// Failures by agent and mode.
        var failures: [ModeDetector.Cell: Int] = [:]
        /// Failures that are blamed on each agent, shared out among the agents of a run.
        var blame: [String: Double] = [:]
        /// What was asked, of the first runs.
        var tasks: [TaskMix.Task] = []

        mutating func add(_ facts: RunFacts) {
            if tasks.count < TaskMix.most, let task = TaskMix.Task(facts) { tasks.append(task) }
            if let run = EndedRun(facts) { add(run) }
        }

        mutating func add(_ run: EndedRun) {
            runs += 1
            if run.success { successes += 1 }
            if let failure = run.failure { failures[failure, default: 0] += 1 }
            for part in run.blame { blame[part.agent, default: 0] += part.share }
        }
    }

    /// The baselines by team; runs that name none are one team.
    private(set) var teams: [String: Team] = [:]

    /// Who is blamed for the failures of all teams.
    private(set) var blame = BlameWindow()

    /// A hash of all that is known of its runs, in their order.
    private(set) var digest = ""

    /// What runs without a team's name are counted as.
    static let unnamed = "unnamed"

    /// Reads and scores recorded runs; throws `TraceFileError`.
    package init(_ path: String, options: ReadingOptions, estimator: TraceEstimator) throws {
        let catalogue = try Catalogue(paths: [path], options: options)
        var failure: TraceFileError?
        try catalogue.index { update in
            failure = failure ?? update.failures.first
            return true
        }
        if let failure, catalogue.count == 0 { throw failure }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var known = Data()
        try RunStream.forEach(catalogue) { reader, run in
            let trace = try reader.trace(run)
            return RunFacts(trace, estimator.estimate(trace))
        } consume: { _, result in
            // A run that cannot be read is no part of what is known to have been so.
            guard let facts = try? result.get() else { return }
            teams[facts.team ?? Self.unnamed, default: Team()].add(facts)
            blame.addBefore(facts)
            known += try encoder.encode(facts)
        }
        digest = try SHA256Digest(of: Array(known)).hex
    }

    /// What is compared with, one line a team.
    package var lines: [String] {
        teams.sorted { $0.key < $1.key }.map { name, team in
            "baseline of \(name): \(team.successes) of \(Numeral.count(team.runs, "run")) with an outcome succeeded"
        }
    }
}
