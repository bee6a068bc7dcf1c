/// How much belief a shortest stretch of turns must hold to have the first mistake in it with a chance that labels have shown.
///
/// Split conformal: of n labelled runs one takes the ⌈(n + 1)·level⌉-th smallest reach; the shortest stretch of a new run of the
/// same kind that holds more belief has its first mistake with a chance of at least `level`, whatever the heats are worth. It says
/// nothing about runs of another kind. Source: Method §8; Vovk and others (2005), arXiv 2605.06788 for attribution.
public struct RangeCalibration: Sendable, Equatable {
    /// The chance that the stretch holds the mistake.
    public static let level = 0.9

    /// A stretch of turns, or why there is none.
    public enum Range: Sendable, Equatable {
        /// The turns that hold the first mistake with a chance of `level`.
        case turns(ClosedRange<Int>)
        /// Nobody can tell, and why, as a clause.
        case cantTell(String)
    }

    /// The reach of the label in each labelled run, ascending.
    private let reaches: [Double]

    /// The number of labels.
    public var count: Int { reaches.count }
    /// The fewest labels that bound anything: with fewer, every stretch short of the whole run could miss.
    public static let fewest = Int((level / (1 - level) - 1e-9).rounded(.up))

    /// Calibrates on reaches that `reach` gave.
    public init(_ reaches: [Double]) {
        self.reaches = reaches.sorted()
    }

    /// What a calibration on other runs gives for a labelled one.
    public struct Trial: Sendable, Equatable {
        /// How far one has to go to find its first mistake.
        public let reach: Double
        private let belief: TurnBelief
        private let turn: Int

        /// Looks at a labelled run; `nil` when no model speaks in it or the label's turn is none of its turns.
        public init?(_ trace: Trace, _ credit: EstimatedCredit, turn: Int) {
            guard let belief = TurnBelief(trace, credit), let reach = belief.reach(to: turn) else { return nil }
            (self.belief, self.turn, self.reach) = (belief, turn, reach)
        }

        /// Whether the stretch by a calibration holds the mistake, and its share of the run's turns in (0,1]; `nil` when the
        /// calibration cannot tell.
        public func outcome(by calibration: RangeCalibration) -> (holds: Bool, width: Double)? {
            guard let threshold = calibration.threshold else { return nil }
            let stretch = belief.stretch(holding: threshold)
            return (stretch.contains(turn), Double(stretch.count) / Double(belief.shares.count))
        }
    }

    /// How far one has to go in a labelled run to find its first mistake: the most belief in [0,1] that a shortest stretch holds
    /// without it.
    ///
    /// `nil` when no model speaks in the run or the label's turn is none of its turns.
    public static func reach(of trace: Trace, _ credit: EstimatedCredit, turn: Int) -> Double? {
        TurnBelief(trace, credit)?.reach(to: turn)
    }

    /// The belief above which a stretch holds the mistake with a chance of `level`; `nil` with too few labels.
    var threshold: Double? {
        let rank = Int((Double(count + 1) * Self.level - 1e-9).rounded(.up))
        // Sums of the same shares in another order differ in their last bits.
        return rank <= count ? reaches[rank - 1] + 1e-9 : nil
    }

    /// The stretch of a run.
    public func range(of trace: Trace, _ credit: EstimatedCredit) -> Range {
        guard let threshold else {
            return .cantTell(
                count == 0
                    ? "no labels to calibrate on"
                    : "\(Numeral.count(count, "label")) to calibrate on, and it takes \(Self.fewest)")
        }
        guard let belief = TurnBelief(trace, credit) else {
            return .cantTell("no model speaks in it, or it is too long")
        }
        return .turns(belief.stretch(holding: threshold))
    }
}
