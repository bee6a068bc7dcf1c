package import CreditEngine
import TraceFiles

/// Two recordings of the same problems, before and after a change, and whether the change is worse.
///
/// Runs are paired by problem and seed; recordings without seeds by problem alone, with the mean outcome of its runs. A
/// problem is told by its question where the file has it, so that one question under two identifiers is one problem.
package struct ChangeComparison: Sendable, Equatable {
    /// The path of the recording before.
    package let before: String
    /// The path of the recording after.
    package let after: String
    /// What is shown.
    package let verdict: ChangeVerdict
    /// The mean outcome of the pairs before, in [0,1]; `nil` without pairs.
    package let rateBefore: Double?
    /// The mean outcome of the pairs after, in [0,1]; `nil` without pairs.
    package let rateAfter: Double?
    /// Pairs by whether the change did better, worse or neither.
    package let better: Int
    /// Pairs in which the change did worse.
    package let worse: Int
    /// What a person has to know beside the verdict, one sentence each.
    package let notes: [String]

    /// Reads both recordings; throws `TraceFileError`.
    ///
    /// - Parameter margin: the largest loss that counts as not worse, in (0,1].
    package init(before: String, after: String, margin: Double) throws {
        (self.before, self.after) = (before, after)
        let (old, new) = (try Self.outcomes(of: before), try Self.outcomes(of: after))
        let isSeeded = old.hasSeeds && new.hasSeeds
        let (a, b) = (old.byKey(isSeeded: isSeeded), new.byKey(isSeeded: isSeeded))
        var pairs: [ChangeVerdict.Pair] = []
        var leftOut = 0
        for (key, runs) in a.sorted(by: { $0.key < $1.key }) {
            guard let partner = b[key], let was = Self.mean(runs.compactMap { $0 }) else {
                leftOut += 1
                continue
            }
            // A changed team that comes to no outcome did not solve the problem.
            let now = Self.mean(partner.map { $0 ?? 0 }) ?? 0
            pairs.append(ChangeVerdict.Pair(problem: key.problem, before: was, after: now))
        }
        leftOut += b.keys.count { a[$0] == nil }
        verdict = ChangeVerdict(pairs, margin: margin)
        rateBefore = Self.mean(pairs.map(\.before))
        rateAfter = Self.mean(pairs.map(\.after))
        better = pairs.count { $0.after > $0.before }
        worse = pairs.count { $0.after < $0.before }
        var notes: [String] = []
        if !isSeeded, !pairs.isEmpty { notes.append("no seeds are recorded, so runs are paired by problem alone") }
        if leftOut > 0 { notes.append("\(Numeral.count(leftOut, "run or problem")) without a partner left out") }
        let silent = new.runs.count { $0.outcome == nil }
        if silent > 0 {
            notes.append("\(Numeral.count(silent, "run")) of \(after) without an outcome counted as not solved")
        }
        for names in [old.twins, new.twins] where !names.isEmpty {
            notes.append(
                "the same question stands under several names (\(names.prefix(3).joined(separator: ", "))): it counts once"
            )
        }
        self.notes = notes
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func outcomes(of path: String) throws -> RecordedOutcomes {
        let catalogue = try Catalogue(paths: [path])
        var failure: TraceFileError?
        try catalogue.index { update in
            failure = failure ?? update.failures.first
            return true
        }
        if let failure { throw failure }
        let reader = try catalogue.makeReader()
        return RecordedOutcomes(
            runs: try (0..<catalogue.count).compactMap { run in
                let trace = try reader.trace(run)
                guard let problem = trace.problem?.input ?? trace.problem?.id else { return nil }
                let outcome = trace.outcome.map { $0.score ?? ($0.success ? 1 : 0) }
                return .init(
                    problem: problem.split(whereSeparator: \.isWhitespace).joined(separator: " "),
                    name: trace.problem?.id,
                    seed: trace.seed, outcome: outcome)
            })
    }
}

/// The outcomes of a recording, run by run.
private struct RecordedOutcomes {
    struct Run {
        var problem: String
        var name: String?
        var seed: UInt64?
        var outcome: Double?
    }

    /// What two runs have in common.
    struct Key: Hashable, Comparable {
        var problem: String
        var seed: UInt64?

        static func < (a: Key, b: Key) -> Bool { (a.problem, a.seed ?? 0) < (b.problem, b.seed ?? 0) }
    }

    var runs: [Run]

    var hasSeeds: Bool { !runs.isEmpty && runs.allSatisfy { $0.seed != nil } }

    func byKey(isSeeded: Bool) -> [Key: [Double?]] {
        Dictionary(grouping: runs) { Key(problem: $0.problem, seed: isSeeded ? $0.seed : nil) }
            .mapValues { $0.map(\.outcome) }
    }

    /// Names of problems whose question another name has too.
    var twins: [String] {
        let names = Dictionary(grouping: runs, by: \.problem).mapValues { Set($0.compactMap(\.name)) }
        return names.values.filter { $0.count > 1 }.flatMap { $0 }.sorted()
    }
}
