package import CreditEngine

/// Two recordings of the same problems, before and after a change, and whether the change is worse.
package struct ChangeComparison: Sendable, Equatable {
    /// The path of the recording before.
    package let before: String
    /// The path of the recording after.
    package let after: String
    /// The level of its interval.
    package let level: ConfidenceLevel
    /// What is shown.
    package let verdict: ChangeVerdict
    /// The mean outcome of the pairs before, in [0,1]; `nil` without pairs.
    package let rateBefore: Double?
    /// The mean outcome of the pairs after, in [0,1]; `nil` without pairs.
    package let rateAfter: Double?
    /// Pairs in which the change did better.
    package let better: Int
    /// Pairs in which the change did worse.
    package let worse: Int
    /// What a person has to know beside the verdict, one sentence each.
    package let notes: [String]

    /// Reads both recordings; throws `TraceFileError`.
    ///
    /// - Parameters:
    ///   - margin: the largest loss that counts as not worse, in (0,1].
    ///   - level: the level of the interval; wider for one of several looks at pairs that become more.
    package init(before: String, after: String, margin: Double, interval level: ConfidenceLevel = .percent90) throws {
        let pairs = RecordingPairs(try RecordedOutcomes(before), try RecordedOutcomes(after)) {
            $0.value
        }
        (self.before, self.after) = (before, after)
        verdict = ChangeVerdict(pairs.pairs, margin: margin, interval: level)
        self.level = level
        (rateBefore, rateAfter) = (pairs.mean(\.before), pairs.mean(\.after))
        (better, worse, notes) = (pairs.better, pairs.worse, pairs.notes)
    }
}
