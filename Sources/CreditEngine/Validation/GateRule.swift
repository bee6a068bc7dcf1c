/// When a candidate's evidence is enough, when it is dropped, and what else is asked of it.
///
/// Fixed before the first pair is looked at. Source: Method §6.
public struct GateRule: Sendable, Hashable, Codable {
    /// What a run's outcome is taken as.
    public enum Outcomes: String, Sendable, Hashable, Codable {
        /// Success or failure: evidence at any look, or the exact test at the preset number of pairs.
        case binary
        /// The score in [0,1]: evidence at any look only.
        case graded
    }

    /// A point on the way at which a candidate that leads by too little is dropped.
    public struct Futility: Sendable, Hashable, Codable {
        /// After so many pairs, once.
        public var pairs: Int
        /// Dropped when W − L is below this.
        public var lead: Int

        /// Makes a point.
        public init(pairs: Int, lead: Int) {
            self.pairs = pairs
            self.lead = lead
        }
    }

    /// The chance α in (0,1) that a whole lineage of candidates without effect gets one accepted.
    public var alpha: Double
    /// The one preset number of pairs n_max: there the exact test is made, and the candidate's time is over.
    public var maxPairs: Int
    /// Where to drop; `usualFutility` by default.
    ///
    /// Graded outcomes are never dropped: see `drops`. Dropping can only lower the chance of a false acceptance; it costs power for small effects.
    public var futility: [Futility]
    /// What an outcome is taken as.
    public var outcomes: Outcomes
    /// What else is asked of a candidate.
    public var caps: GateCaps

    /// W < L after 12 pairs, W ≤ L after 20, W − L < 3 after 32, < 5 after 48, < 8 after 72.
    ///
    /// The last two cost no power (.499 for .503 at +.20, .914 for .916 at +.30, free seeds, 4,000 edits) and end candidates
    /// without effect after 30 pairs for 42 on average.
    /// Stricter points (W ≤ L after 8, W − L < 2 after 16, < 4 after 28) would drop four in ten edits of +.20 that the
    /// whole test would accept; decision 8 has the figures.
    public static let usualFutility = [
        Futility(pairs: 12, lead: 0), Futility(pairs: 20, lead: 1), Futility(pairs: 32, lead: 3),
        Futility(pairs: 48, lead: 5), Futility(pairs: 72, lead: 8),
    ]

    /// Makes a rule; that of Method §6 by default.
    ///
    /// - Parameter futility: where to drop; `nil` is `usualFutility` for binary outcomes, and nowhere for graded ones.
    public init(
        alpha: Double = 0.05, maxPairs: Int = 130, futility: [Futility]? = nil, outcomes: Outcomes = .binary,
        caps: GateCaps = GateCaps()
    ) {
        self.alpha = alpha
        self.maxPairs = max(1, maxPairs)
        self.futility = futility ?? (outcomes == .binary ? Self.usualFutility : [])
        self.outcomes = outcomes
        self.caps = caps
    }

    /// The points at which a candidate is really dropped: none for graded outcomes.
    ///
    /// A lead is counted in signs, and a few large gains may outweigh many small losses: +1 in three of ten pairs and −.01
    /// in the others is a mean gain of .29 that every point would drop.
    public var drops: [Futility] { outcomes == .binary ? futility : [] }

    /// α_k = α/(k(k+1)): the part of α that the k-th candidate ever tried in a lineage may spend.
    ///
    /// - Parameter ordinal: k, from 1; abandoned candidates count.
    public func alpha(of ordinal: Int) -> Double {
        let k = Double(max(1, ordinal))
        return alpha / (k * (k + 1))
    }

    /// ln of the evidence that the k-th candidate needs: 2/α_k, because the exact test may spend the other half; 1/α_k for
    /// graded outcomes, which have no exact test.
    public func logThreshold(of ordinal: Int) -> Double {
        naturalLog((outcomes == .binary ? 2 : 1) / alpha(of: ordinal))
    }
}

/// What is asked of a candidate besides evidence; a figure that is not known passes with a warning.
public struct GateCaps: Sendable, Hashable, Codable {
    /// The most problems that may get worse, as a share of those that were tried.
    public var regressions: Double
    /// The longest new text, as a multiple of the old one.
    public var growth: Double
    /// Characters that any text may gain, however short the old one is.
    public var freeGrowth: Int
    /// The mean cost of a run (dollars, or tokens where no price is known), as a multiple of the current one.
    public var cost: Double
    /// The mean time of a run, summed over its messages, as a multiple of the current one.
    public var latency: Double
    /// Milliseconds that any run may gain: what a machine's load does to fast answers is no property of a prompt.
    public static let freeLatency = 250.0
    /// How much more the candidate may gain on the optimiser's own problems than on held-out ones, on top of what chance
    /// alone explains (1.96 standard errors).
    public var trainGap: Double
    /// Pairs on the optimiser's own problems, drawn only when the evidence is there.
    public var trainPairs: Int

    /// Makes caps.
    public init(
        regressions: Double = 0.25, growth: Double = 1.5, freeGrowth: Int = 300, cost: Double = 1.5,
        latency: Double = 1.5, trainGap: Double = 0.1, trainPairs: Int = 20
    ) {
        self.regressions = regressions
        self.growth = growth
        self.freeGrowth = freeGrowth
        self.cost = cost
        self.latency = latency
        self.trainGap = trainGap
        self.trainPairs = trainPairs
    }
}
