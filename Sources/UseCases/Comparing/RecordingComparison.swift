import CreditEngine

/// How many more problems a changed team solves than the team before, pair by pair of the same problem and seed.
package struct RecordingComparison {
    private let before: String
    private let after: String
    private let pairs: RecordingPairs

    /// Reads the later recording; throws what reading files throws.
    package init(of after: String, with before: RecordedOutcomes) throws {
        (self.before, self.after) = (before.path, after)
        pairs = RecordingPairs(before, try RecordedOutcomes(after)) { $0.success ? 1 : 0 }
    }

    /// What it comes to, for a person; the interval is for a number of runs that was fixed before.
    package var line: String {
        var clusters = ClusteredPairs()
        for pair in pairs.pairs { clusters.add(kept: pair.before, replaced: pair.after, of: pair.problem) }
        guard let effect = clusters.pairs.effect, let interval = clusters.interval else {
            let nothing = "\(after) and \(before) have no run in common that has an outcome: nothing to compare"
            return ([nothing] + pairs.notes).joined(separator: "; ")
        }
        let solved = { (side: KeyPath<ChangeVerdict.Pair, Double>) in pairs.pairs.count { $0[keyPath: side] == 1 } }
        let words =
            "solved \(solved(\.before)) → \(solved(\.after)) of \(pairs.pairs.count): \(Numeral.signed(-effect, 2)) "
            + "\(Numeral.signedInterval(-interval.high, -interval.low, 2)), \(pairs.better) better, "
            + "\(pairs.worse) worse than in \(before)"
        let repeats =
            clusters.problemCount < pairs.pairs.count
            ? [
                "\(Numeral.count(pairs.pairs.count, "pair")) of \(Numeral.count(clusters.problemCount, "problem")), worth "
                    + "\(Numeral.fixed(clusters.effectiveCount ?? 0, 1)) different ones"
            ] : []
        return ([words] + repeats + pairs.notes).joined(separator: "; ")
    }
}
