/// Outcomes of pairs that share a seed: one arm keeps a message, the other replaces it.
///
/// The effect of the message is kept − replaced, so a negative effect means that it hurt. Source: Method §4.
public struct PairedOutcomes: Sendable, Equatable {
    /// One pair.
    public struct Pair: Sendable, Hashable {
        /// The outcome y in [0,1] with the message kept.
        public var kept: Double
        /// The outcome y in [0,1] with the message replaced.
        public var replaced: Double

        /// Makes a pair.
        public init(kept: Double, replaced: Double) {
            self.kept = kept
            self.replaced = replaced
        }
    }

    /// The pairs, in the order of their seeds.
    public private(set) var pairs: [Pair]

    /// Makes a sample.
    public init(_ pairs: [Pair] = []) {
        self.pairs = pairs
    }

    /// Adds a pair.
    public mutating func add(kept: Double, replaced: Double) {
        pairs.append(Pair(kept: kept, replaced: replaced))
    }

    /// The number N of pairs.
    public var count: Int { pairs.count }

    /// Whether every outcome is 0 or 1.
    public var isBinary: Bool {
        pairs.allSatisfy { ($0.kept == 0 || $0.kept == 1) && ($0.replaced == 0 || $0.replaced == 1) }
    }

    /// The number W of pairs in which replacing did better.
    public var wins: Int { pairs.count { $0.replaced > $0.kept } }

    /// The number L of pairs in which keeping did better.
    public var losses: Int { pairs.count { $0.replaced < $0.kept } }

    /// The mean of kept − replaced, in [−1,1]; `nil` without pairs.
    public var effect: Double? {
        guard !pairs.isEmpty else { return nil }
        return pairs.reduce(0) { $0 + $1.kept - $1.replaced } / Double(count)
    }

    /// Evidence that the message hurts: E(D), D = replaced − kept.
    public var hurting: EValue {
        isBinary ? EValue(wins: wins, losses: losses) : EValue(pairs.map { $0.replaced - $0.kept })
    }

    /// Evidence that the message helps: E(−D).
    public var helping: EValue {
        isBinary ? EValue(wins: losses, losses: wins) : EValue(pairs.map { $0.kept - $0.replaced })
    }

    /// The interval of the effect: Bonett–Price for outcomes 0 and 1, paired t for graded ones from 30 pairs on.
    ///
    /// It is meant for a number of pairs that was fixed before; it is never a rule for when to stop. `nil` when there
    /// is no pair, or fewer than 30 graded ones.
    public func interval(_ level: ConfidenceLevel = .percent95) -> EffectInterval? {
        guard count > 0 else { return nil }
        return isBinary
            ? EffectInterval(better: losses, worse: wins, of: count, level)
            : EffectInterval(pairedT: pairs.map { $0.kept - $0.replaced }, level)
    }
}
