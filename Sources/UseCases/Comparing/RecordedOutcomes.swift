import CreditEngine
import TraceFiles

/// The outcomes of a recording, run by run.
package struct RecordedOutcomes: Sendable, Equatable {
    /// A run that names its problem.
    struct Run: Sendable, Equatable {
        /// What tells its problem: the question, where the file has it, so that one question under two identifiers is one
        /// problem; else the identifier.
        var problem: String
        /// The problem's identifier.
        var name: String?
        var seed: UInt64?
        /// `nil` when it is not known.
        var outcome: Outcome?
    }

    /// The file.
    package let path: String
    let runs: [Run]

    /// Reads a recording; throws `TraceFileError`, also when no run in it names a problem.
    package init(_ path: String) throws {
        self.path = path
        let catalogue = try Catalogue(paths: [path])
        var failure: TraceFileError?
        try catalogue.index { update in
            failure = failure ?? update.failures.first
            return true
        }
        if let failure { throw failure }
        let reader = try catalogue.makeReader()
        runs = try (0..<catalogue.count).compactMap { run in
            let trace = try reader.trace(run)
            guard let problem = trace.problem?.input ?? trace.problem?.id else { return nil }
            return Run(
                problem: problem.split(whereSeparator: \.isWhitespace).joined(separator: " "), name: trace.problem?.id,
                seed: trace.seed, outcome: trace.outcome)
        }
        guard !runs.isEmpty else {
            throw TraceFileError.unreadable(
                path: path, reason: "no run in it has a problem to compare by; name a recording of 'ascribe sample'")
        }
    }

    /// Whether every run has a seed.
    var hasSeeds: Bool { runs.allSatisfy { $0.seed != nil } }

    /// Names of problems whose question another name has too, a list a question.
    var twins: [[String]] {
        Dictionary(grouping: runs, by: \.problem).values.map { Set($0.compactMap(\.name)).sorted() }
            .filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }
}
