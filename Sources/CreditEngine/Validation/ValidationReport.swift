/// What a held-out validation of a proposal came to, and every figure a person needs to decide.
///
/// *Accepted* means that the gate's rule passed; only a person approves. Source: Method §6.
public struct ValidationReport: Sendable, Equatable, Codable {
    /// How the gate ended.
    public enum Ending: String, Sendable, Hashable, Codable {
        /// The evidence and all caps passed.
        case accepted
        /// The evidence passed and a cap did not.
        case capped
        /// Dropped early: what came so far cannot get there in reasonable time.
        case futile
        /// All pairs were spent without enough evidence.
        case notShown = "not-shown"
        /// Stopped by a budget or a person; it can go on.
        case stopped
    }

    /// One pair: the same problem and seed under the current and the proposed text.
    public struct Pair: Sendable, Hashable, Codable {
        /// The problem's identifier.
        public var problem: String
        /// The number of the sample, which its seeds hang on.
        public var replay: UInt64
        /// The outcome y in [0,1] under the current text; `nil` when UNDEFINED.
        public var current: Double?
        /// The outcome under the proposed text; `nil` when UNDEFINED, which counts against it.
        public var candidate: Double?

        /// Makes a pair.
        public init(problem: String, replay: UInt64, current: Double?, candidate: Double?) {
            self.problem = problem
            self.replay = replay
            self.current = current
            self.candidate = candidate
        }
    }

    /// One condition of the gate.
    public struct Check: Sendable, Hashable, Codable {
        /// What is looked at; the raw value is its name on screens and in files.
        public enum Kind: String, Sendable, Hashable, Codable {
            /// The p of the gain, from 0 to 1.
            case evidence
            /// Successes fewer than before; for graded outcomes only.
            case lostSuccesses = "lost successes"
            /// The share of problems that got worse.
            case regressions
            /// The longest changed block, in characters.
            case length
            /// The mean cost of a run, as a multiple of the current one.
            case cost
            /// The mean duration of a run, as a multiple of the current one.
            case latency
            /// How much more is gained on the optimiser's own problems.
            case trainGap = "train gap"
        }

        /// What is looked at.
        public var kind: Kind
        /// The figure; `nil` when it is not known, which passes with a warning.
        public var value: Double?
        /// The limit that it is held against.
        public var limit: Double
        /// Whether it holds; `nil` when the figure is not known.
        public var passes: Bool?

        /// Makes a check.
        public init(_ kind: Kind, value: Double?, limit: Double, passes: Bool?) {
            self.kind = kind
            self.value = value
            self.limit = limit
            self.passes = passes
        }

        private enum CodingKeys: String, CodingKey {
            case kind = "name"
            case value, limit, passes
        }
    }

    /// How it ended.
    public var ending: Ending
    /// The pairs in the order in which they were drawn.
    public var pairs: [Pair]
    /// Which candidate of its lineage it is, from 1: α_k = α/(k(k+1)).
    public var ordinal: Int
    /// α over the whole lineage.
    public var alpha: Double
    /// ln E of candidate minus current.
    public var logEvidence: Double
    /// ln of the evidence that is asked for.
    public var logThreshold: Double
    /// The one-sided McNemar p at the preset number of pairs; `nil` before that, and for graded outcomes.
    public var exactP: Double?
    /// About how many more pairs it would take; `nil` when nobody can say.
    public var moreNeeded: Int?
    /// Every condition with its figure.
    public var checks: [Check]
    /// Mean success of the current text on the optimiser's own problems; `nil` when not measured.
    public var trainCurrent: Double?
    /// The same for the proposed text.
    public var trainCandidate: Double?
    /// How often this set of problems has been looked at by any proposal, this one included.
    public var looks: Int
    /// Runs made for it, cached ones not counted.
    public var rollouts: Int
    /// Runs that were there already, such as the current text's.
    public var cached: Int
    /// Model calls that were made for it.
    public var calls: Int
    /// Whether a simulated model spoke.
    public var isSimulated: Bool
    /// The rule that it was judged by; `nil` for validations from before rules were kept.
    public var rule: GateRule?
    /// What the order of its problems and its replays hang on; `nil` for the same.
    public var seed: UInt64?

    /// Makes a report.
    public init(
        ending: Ending, pairs: [Pair], ordinal: Int, alpha: Double, logEvidence: Double, logThreshold: Double,
        exactP: Double? = nil, moreNeeded: Int? = nil, checks: [Check] = [], trainCurrent: Double? = nil,
        trainCandidate: Double? = nil, looks: Int = 1, rollouts: Int = 0, cached: Int = 0, calls: Int = 0,
        isSimulated: Bool = false, rule: GateRule? = nil, seed: UInt64? = nil
    ) {
        self.ending = ending
        self.pairs = pairs
        self.ordinal = ordinal
        self.alpha = alpha
        self.logEvidence = logEvidence
        self.logThreshold = logThreshold
        self.exactP = exactP
        self.moreNeeded = moreNeeded
        self.checks = checks
        self.trainCurrent = trainCurrent
        self.trainCandidate = trainCandidate
        self.looks = looks
        self.rollouts = rollouts
        self.cached = cached
        self.calls = calls
        self.isSimulated = isSimulated
        self.rule = rule
        self.seed = seed
    }

    /// One condition of the gate; `nil` when it was not asked for.
    public subscript(_ kind: Check.Kind) -> Check? { checks.first { $0.kind == kind } }

    /// The pairs as current − candidate outcomes, an UNDEFINED candidate counted as 0; pairs whose current is UNDEFINED
    /// are left out.
    ///
    /// `kept` is the current text's outcome and `replaced` the proposed one's, so `effect` below 0 favours the proposal.
    public var outcomes: PairedOutcomes {
        PairedOutcomes(
            pairs.compactMap { pair in
                pair.current.map { PairedOutcomes.Pair(kept: $0, replaced: pair.candidate ?? 0) }
            })
    }

    /// The mean of candidate − current, in [−1,1]; `nil` without pairs.
    public var difference: Double? { outcomes.effect.map { -$0 } }

    /// Whether a problem was drawn more than once; then the claim is about these problems only.
    public var reusesProblems: Bool { Set(pairs.map(\.problem)).count < pairs.count }

    /// What is to be expected of the candidate: `difference` drawn towards 0.
    ///
    /// Pairs are drawn until the difference is shown, so what is shown is too large on average: an edit of +.10 is accepted
    /// with +.19. With D of mean d̄ and variance s² over N pairs and a prior N(0, .15²) of what edits do, the estimate is
    /// d̄·N·.15²/(N·.15² + s²), which the rule for stopping does not bias. `nil` without pairs.
    public var estimate: Double? {
        guard let difference else { return nil }
        let (count, prior) = (Double(outcomes.count), 0.15 * 0.15)
        let squares = outcomes.pairs.reduce(0) { sum, pair in
            sum + (pair.replaced - pair.kept - difference) * (pair.replaced - pair.kept - difference)
        }
        let variance = max(squares / max(1, count - 1), 1 / count)
        return difference * count * prior / (count * prior + variance)
    }

    /// The problems that got better on the whole, by identifier.
    public var fixed: [String] { ProblemChanges(pairs, rule?.outcomes ?? .binary).better }

    /// The problems that got worse, by identifier: for graded outcomes by more than a margin and what chance explains.
    public var broken: [String] { ProblemChanges(pairs, rule?.outcomes ?? .binary).worse }
}
