/// What replays have shown of the cells of one run, whatever they were asked for: one effect a cell.
///
/// Of several samples of a cell the larger one counts; without pairs the value curve gives a difference without an interval.
public struct MeasuredEffects: Sendable {
    /// A measured effect of a cell: kept − replaced by `resample`, in [−1,1]; negative when the message hurt.
    public struct Effect: Sendable, Equatable {
        /// The difference.
        public var value: Double
        /// Its 95 % interval; `nil` when there is none to give.
        public var interval: EffectInterval?
        /// Whether the verdict on its pairs is *hurts* or *helps*, which takes more than an interval that excludes 0.
        public var isClear: Bool

        /// Makes an effect.
        public init(value: Double, interval: EffectInterval? = nil, isClear: Bool = false) {
            self.value = value
            self.interval = interval
            self.isClear = isClear
        }
    }

    /// The least loss that makes a cell worth looking at.
    public static let hotLoss = 0.05

    /// The effects, by cell.
    public private(set) var effects: [Cell: Effect] = [:]
    /// The cells whose effect costs `hotLoss` or more, worst first.
    public private(set) var hot: [Cell] = []
    /// How many cells have pairs that replaced them by `resample`.
    public private(set) var tested = 0
    /// The cells that are shown to hurt over all cells of the run, however many were tested (e-BH), in speaking order.
    public private(set) var hurting: [Cell] = []

    /// Nothing measured yet.
    public init() {}

    /// Joins samples of pairs that replaced a cell by `resample` with a value curve.
    ///
    /// - Parameter samples: by position in speaking order, any number for each.
    public init(_ order: CellOrder, samples: [Int: [PairedOutcomes]], curve: ValueCurve?) {
        var evidence: [Int: EValue] = [:]
        for (position, cell) in order.cells.enumerated() {
            let largest = (samples[position] ?? []).enumerated().max {
                ($0.element.count, $1.offset) < ($1.element.count, $0.offset)
            }
            if let pairs = largest?.element, let value = pairs.effect {
                let (rule, hurting) = (VerdictRule(), pairs.hurting)
                effects[cell] = Effect(
                    value: value, interval: pairs.interval(),
                    isClear: rule.isEnough(hurting) || rule.isEnough(pairs.helping))
                evidence[position] = hurting
            } else if let value = curve?.effect(at: position) {
                effects[cell] = Effect(value: value)
            }
        }
        tested = evidence.count
        hurting = VerdictRule.discoveries(evidence, of: order.count).sorted().map { order.cells[$0] }
        hot = effects.filter { $0.value.value <= -Self.hotLoss }
            .sorted { ($0.value.value, $0.key) < ($1.value.value, $1.key) }.map(\.key)
    }
}
