/// Whether a changed team is worse than the team before, for a gate that has to say yes or no.
///
/// Runs of one problem are not independent: 40 repeats of 3 problems tell of 3 problems. The unit is therefore the problem,
/// with the mean difference of its pairs. Both decisions are one-sided at 5 %: *not worse* when the lower end of the 90 %
/// interval of the difference is above −margin, *worse* when the upper end is below 0, else *undecided*. Intervals are those
/// of `EffectInterval`: Bonett–Price when every problem has one pair of outcomes 0 or 1, paired t over problems otherwise,
/// which needs 30 problems. The number of pairs must have been fixed before. Source: Method §4.
public struct ChangeVerdict: Sendable, Equatable {
    /// What is shown.
    public enum Decision: String, Sendable, Equatable, Codable {
        /// The change costs less than the margin.
        case notWorse = "not-worse"
        /// The change costs something, and may cost more than the margin.
        case worse
        /// Neither is shown.
        case undecided
    }

    /// Outcomes of one problem under one seed.
    public struct Pair: Sendable, Equatable {
        /// What tells problems apart: their questions, where they are known, else their identifiers.
        public var problem: String
        /// The outcome in [0,1] of the team before.
        public var before: Double
        /// The outcome in [0,1] of the changed team.
        public var after: Double

        /// Makes a pair.
        public init(problem: String, before: Double, after: Double) {
            (self.problem, self.before, self.after) = (problem, before, after)
        }
    }

    /// The chance of each decision when it is wrong, at most about.
    public static let level = 0.05

    /// The largest loss that counts as not worse, in (0,1].
    public let margin: Double
    /// The number of pairs.
    public let pairs: Int
    /// The number of different problems: what the intervals count.
    public let problems: Int
    /// The mean over problems of after − before, in [−1,1]; `nil` without pairs.
    public let difference: Double?
    /// The interval of the difference, 90 % as a rule; `nil` without pairs, and for fewer than 30 problems of which some have
    /// several pairs or graded outcomes.
    public let interval: EffectInterval?
    /// What is shown.
    public let decision: Decision

    /// Compares pairs.
    ///
    /// - Parameters:
    ///   - margin: the largest loss that counts as not worse; 0.1 is ten runs of a hundred.
    ///   - interval: the level of the interval; wider for one of several looks at pairs that become more.
    public init(_ pairs: [Pair], margin: Double = 0.1, interval level: ConfidenceLevel = .percent90) {
        self.margin = margin
        self.pairs = pairs.count
        var sums: [String: (sum: Double, count: Int)] = [:]
        for pair in pairs {
            sums[pair.problem, default: (0, 0)].sum += pair.after - pair.before
            sums[pair.problem, default: (0, 0)].count += 1
        }
        problems = sums.count
        let differences = sums.sorted { $0.key < $1.key }.map { $0.value.sum / Double($0.value.count) }
        difference = differences.isEmpty ? nil : differences.reduce(0, +) / Double(differences.count)
        interval =
            problems == pairs.count
            ? PairedOutcomes(pairs.map { .init(kept: $0.after, replaced: $0.before) }).interval(level)
            : EffectInterval(pairedT: differences, level)
        guard let interval else {
            decision = .undecided
            return
        }
        decision = interval.low > -margin ? .notWorse : interval.high < 0 ? .worse : .undecided
    }
}
