import CreditEngine
import TraceFiles

/// Two recordings of the same problems and seeds, before and after a change of prompts, pair by pair.
package struct RecordingComparison {
    /// What two runs have in common.
    fileprivate struct Key: Hashable {
        var problem: String
        var seed: UInt64
    }

    /// The recording of the changed team.
    package let after: String
    /// The recording of the team before.
    package let before: String
    /// Success, 0 or 1: kept is before, replaced is after; by the question, which may go by several identifiers.
    private var clusters = ClusteredPairs()
    /// The identifiers of each question.
    private var names: [String: Set<String>] = [:]
    /// Pairs in which the changed team came to no outcome: they count as failures, against it.
    private(set) var undefinedAfter = 0
    /// Pairs that are left out, because the team before came to no outcome.
    private(set) var undefinedBefore = 0
    /// Runs of either recording whose problem and seed the other one does not have.
    private(set) var unpaired = 0

    /// The pairs in order.
    var pairs: PairedOutcomes { clusters.pairs }

    /// The outcomes of the recording before, by what two runs have in common.
    package struct Baseline {
        /// The file.
        package let path: String
        fileprivate let outcomes: [Key: Bool?]

        /// Reads a recording, before anything is paid for that is to be compared with it; throws `TraceFileError`.
        package init(_ path: String) throws {
            self.path = path
            outcomes = Dictionary(
                try RecordingComparison.outcomes(in: path).map { ($0.key, $0.outcome) },
                uniquingKeysWith: { first, _ in first })
            guard !outcomes.isEmpty else {
                throw TraceFileError.unreadable(
                    path: path, reason: "no run in it has a problem and a seed to compare by; name an earlier --out")
            }
        }
    }

    /// Reads the later recording; throws what reading files throws.
    package init(of after: String, with baseline: Baseline) throws {
        self.after = after
        before = baseline.path
        var old = baseline.outcomes
        for (key, question, outcome) in try Self.outcomes(in: after) {
            guard let partner = old.removeValue(forKey: key) else {
                unpaired += 1
                continue
            }
            guard let one = partner else {
                undefinedBefore += 1
                continue
            }
            if outcome == nil { undefinedAfter += 1 }
            clusters.add(kept: one ? 1 : 0, replaced: outcome == true ? 1 : 0, of: question)
            names[question, default: []].insert(key.problem)
        }
        unpaired += old.count
    }

    /// What it comes to, for a person; the interval is for a number of runs that was fixed before.
    package var lines: [String] {
        let rest =
            [
                undefinedAfter > 0
                    ? "\(Numeral.count(undefinedAfter, "run")) of \(after) without an outcome counted as not solved"
                    : nil,
                undefinedBefore > 0
                    ? "\(Numeral.count(undefinedBefore, "pair")) left out, because the run of \(before) has no outcome"
                    : nil,
                unpaired > 0 ? "\(Numeral.count(unpaired, "run")) without a partner left out" : nil,
                clusters.problemCount < pairs.count
                    ? "\(Numeral.count(pairs.count, "pair")) of \(Numeral.count(clusters.problemCount, "problem")), worth "
                        + "\(Numeral.fixed(clusters.effectiveCount ?? 0, 1)) different ones" : nil,
            ].compactMap { $0 }
            + names.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }.map {
                "\($0.joined(separator: " and ")) ask the same question"
            }
        guard let effect = pairs.effect, let interval = clusters.interval else {
            let nothing =
                undefinedBefore > 0
                ? "no run of \(before) that \(after) has a partner of came to an outcome: nothing to compare"
                : "no run of \(after) has the problem and seed of a run of \(before): nothing to compare"
            return [nothing]
        }
        let solved = { (side: KeyPath<PairedOutcomes.Pair, Double>) in pairs.pairs.count { $0[keyPath: side] == 1 } }
        let words =
            "solved \(solved(\.kept)) → \(solved(\.replaced)) of \(pairs.count): \(Numeral.signed(-effect, 2)) "
            + "[\(Numeral.signed(-interval.high, 2)), \(Numeral.signed(-interval.low, 2))], \(pairs.wins) better, "
            + "\(pairs.losses) worse than in \(before)"
        return [([words] + rest).joined(separator: "; ")]
    }

    fileprivate static func outcomes(in path: String) throws -> [(key: Key, question: String, outcome: Bool?)] {
        let catalogue = try Catalogue(paths: [path])
        try catalogue.index { _ in true }
        let reader = try catalogue.makeReader()
        return try (0..<catalogue.count).compactMap { run in
            let trace = try reader.trace(run)
            guard let problem = trace.problem?.id ?? trace.problem?.input, let seed = trace.seed else { return nil }
            return (Key(problem: problem, seed: seed), trace.problem?.input ?? problem, trace.outcome?.success)
        }
    }
}
