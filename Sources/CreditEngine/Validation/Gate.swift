/// The gate while pairs come in: one candidate against the current prompts.
///
/// A pair is the same problem and seed under both. The gate may be looked at after every pair; it decides once.
/// Source: Method §6.
public struct Gate: Sendable, Equatable {
    /// What the evidence came to.
    public enum Decision: Sendable, Hashable {
        /// The candidate is better: the evidence reached its threshold.
        case shownByEvidence
        /// The candidate is better: the exact test passed at the preset number of pairs.
        case shownByExactTest
        /// It leads by too little to go on.
        case futile
        /// The preset number of pairs is spent.
        case notShown

        /// Whether the candidate was shown to be better.
        public var isShown: Bool { self == .shownByEvidence || self == .shownByExactTest }
    }

    /// The rule.
    public let rule: GateRule
    /// Which candidate of its lineage this is, from 1.
    public let ordinal: Int
    /// The pairs that count: `kept` is the current prompts' outcome, `replaced` the candidate's.
    public private(set) var outcomes = PairedOutcomes()
    /// Pairs that do not count because the current prompts' run was UNDEFINED.
    public private(set) var leftOut = 0
    /// Pairs W in which the candidate did better.
    public private(set) var wins = 0
    /// Pairs L in which it did worse.
    public private(set) var losses = 0
    /// E of candidate minus current, at this look.
    public private(set) var evidence = EValue.none
    /// What it came to; `nil` while it is undecided.
    public private(set) var decision: Decision?

    /// Opens a gate for the k-th candidate of a lineage.
    public init(_ rule: GateRule = GateRule(), ordinal: Int = 1) {
        self.rule = rule
        self.ordinal = max(1, ordinal)
    }

    /// The number of pairs that count.
    public var count: Int { outcomes.count }

    /// ln of the evidence that is asked for.
    public var logThreshold: Double { rule.logThreshold(of: ordinal) }

    /// The exact test's p at the preset number of pairs; `nil` before it, and for graded outcomes.
    public var exactP: Double? {
        guard rule.outcomes == .binary, count == rule.maxPairs else { return nil }
        return ExactMcNemar(wins: wins, losses: losses).p
    }

    /// Looks at one more pair; nothing changes once it is decided.
    ///
    /// - Parameters:
    ///   - current: the outcome in [0,1] under the current prompts; `nil` (UNDEFINED) leaves the pair out.
    ///   - candidate: the outcome under the candidate; `nil` (UNDEFINED) counts as 0, against it.
    public mutating func add(current: Double?, candidate: Double?) {
        guard decision == nil else { return }
        guard let current else {
            leftOut += 1
            return
        }
        let (kept, replaced) = (counted(current), counted(candidate ?? 0))
        outcomes.add(kept: kept, replaced: replaced)
        if replaced > kept { wins += 1 } else if replaced < kept { losses += 1 }
        evidence = rule.outcomes == .binary ? EValue(wins: wins, losses: losses) : outcomes.hurting
        decision = decided()
    }

    /// About how many more pairs it would take if things go on as they did; `nil` when the candidate does not lead, or it
    /// is decided.
    ///
    /// For binary outcomes the exact test at the preset number is the latest chance; graded ones have no number when the
    /// pairs that are left would not be enough.
    public var moreNeeded: Int? {
        guard decision == nil, leads else { return nil }
        let left = rule.maxPairs - count
        let needed = VerdictRule(alpha: exponential(-logThreshold)).moreNeeded(outcomes)
        return needed.flatMap { rule.outcomes == .binary ? min($0, left) : $0 <= left ? $0 : nil }
    }

    /// Whether the candidate does better: in more pairs than worse, or by its mean where outcomes are graded.
    private var leads: Bool {
        rule.outcomes == .binary ? wins > losses : outcomes.effect.map { $0 < 0 } ?? false
    }

    /// So many more pairs are needed before anything can be decided, however they come out; 0 once it is decided.
    ///
    /// They may be drawn side by side without drawing one too many.
    public var surePairs: Int {
        guard decision == nil else { return 0 }
        let ends = rule.drops.map(\.pairs).filter { $0 > count } + [rule.maxPairs]
        let latest = max(1, (ends.min() ?? rule.maxPairs) - count)
        return (1..<latest).first { more in bestEvidence(after: more).log >= logThreshold } ?? latest
    }

    /// The evidence if the candidate does better in all of the next pairs.
    private func bestEvidence(after more: Int) -> EValue {
        guard rule.outcomes == .graded else { return EValue(wins: wins + more, losses: losses) }
        return EValue(outcomes.pairs.map { $0.replaced - $0.kept } + [Double](repeating: 1, count: more))
    }

    /// An outcome as the rule takes it; what is not finite is a failure.
    private func counted(_ outcome: Double) -> Double {
        guard outcome.isFinite else { return 0 }
        return rule.outcomes == .binary ? (outcome >= Outcome.threshold ? 1 : 0) : min(1, max(0, outcome))
    }

    private func decided() -> Decision? {
        if evidence.log >= logThreshold { return .shownByEvidence }
        if count >= rule.maxPairs {
            let passes = exactP.map { $0 <= rule.alpha(of: ordinal) / 2 } ?? false
            return passes ? .shownByExactTest : .notShown
        }
        let isFutile = rule.drops.contains { $0.pairs == count && wins - losses < $0.lead }
        return isFutile ? .futile : nil
    }
}
