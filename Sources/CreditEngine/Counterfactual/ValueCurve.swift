/// The expected outcome along a recorded run: V_k when cells 1…k are kept and everyone later speaks again.
///
/// The effect of the cell at position k − 1 is δ_k = V_k − V_{k−1}; the effects of a turn's cells add up to its temporal
/// credit, those of an agent's cells to its structural credit, and both to V_K − V_0. Negative means that it hurt.
/// Where V was not measured there is no number. Source: Method §4.
public struct ValueCurve: Sendable, Equatable {
    /// What is known of one V_k.
    public struct Point: Sendable, Hashable {
        /// The number of samples.
        public fileprivate(set) var count = 0
        /// The sum of their outcomes.
        public fileprivate(set) var sum = 0.0
        /// The number of successes, when all outcomes were 0 or 1; else `nil`.
        public fileprivate(set) var successes: Int? = 0
        /// Whether nobody speaks in it, so that its one sample is the value: V_K, the recorded run judged again.
        public fileprivate(set) var isExact = false

        /// The mean outcome; `nil` without samples.
        public var value: Double? { count > 0 ? sum / Double(count) : nil }

        /// The Wilson interval of a success rate; `nil` for graded outcomes, for an exact value and without samples.
        public var interval: WilsonInterval? {
            count > 0 && !isExact ? successes.map { WilsonInterval($0, of: count) } : nil
        }

        fileprivate mutating func add(_ outcome: Double) {
            count += 1
            sum += outcome
            successes = outcome == 0 || outcome == 1 ? successes.map { $0 + Int(outcome) } : nil
        }
    }

    /// The cells.
    public let order: CellOrder
    /// V_0 … V_K.
    public private(set) var points: [Point]
    /// Effects of agents who cannot hear each other, in the place of differences that hang on who is listed first.
    private var splits: [Int: Double] = [:]

    /// A curve without samples.
    public init(_ order: CellOrder) {
        self.order = order
        points = Array(repeating: Point(), count: order.count + 1)
        points[order.count].isExact = true
    }

    /// Adds an outcome in [0,1] of a replay that kept the first k cells.
    ///
    /// Only samples whose seed was not chosen for its outcome belong here, and a repetition of one is none; of V_K the first
    /// one counts.
    public mutating func add(_ outcome: Double, prefix k: Int) {
        guard points.indices.contains(k), outcome.isFinite, !points[k].isExact || points[k].count == 0 else { return }
        points[k].add(min(1, max(0, outcome)))
    }

    /// V_k; `nil` when not measured.
    public func value(_ k: Int) -> Double? { points.indices.contains(k) ? points[k].value : nil }

    /// Takes the effects of agents of one turn who cannot hear each other; they sum to what they do together.
    mutating func split(_ values: [Double], at positions: [Int]) {
        for (position, value) in zip(positions, values) { splits[position] = value }
    }

    /// δ of the cell at a position; `nil` unless both sides of it were measured.
    public func effect(at position: Int) -> Double? { splits[position] ?? difference(position, position + 1) }

    /// Temporal credit: the sum of the effects of a turn's cells; `nil` unless both ends of the turn were measured.
    public func temporal(turn: Int) -> Double? {
        guard let positions = order.turns.first(where: { $0.turn == turn })?.positions else { return nil }
        return difference(positions.lowerBound, positions.upperBound)
    }

    /// Structural credit: the sum of the effects of an agent's cells; `nil` when one of them was not measured.
    public func structural(agent: Int) -> Double? {
        let own = order.cells.indices.filter { order.cells[$0].agent == agent }
        let effects = own.compactMap { effect(at: $0) }
        return own.isEmpty || effects.count < own.count ? nil : effects.reduce(0, +)
    }

    /// V_K − V_0; `nil` unless both were measured.
    public var total: Double? { difference(0, order.count) }

    /// The latest turn that began with at least half of the best value: V[t−1] ≥ ½·max V.
    ///
    /// Shown on the curve and never used to name a culprit: with more data it drifts to the end of the run. `nil` when
    /// nothing was measured at the start of a turn, no value is above 0, or nothing within that turn or at its end shows
    /// that the value fell.
    public var pointOfNoReturn: Int? {
        guard let best = points.compactMap(\.value).max(), best > 0,
            let last = order.turns.last(where: { value($0.positions.lowerBound).map { $0 >= best / 2 } ?? false })
        else { return nil }
        let within = (last.positions.lowerBound + 1)...max(last.positions.lowerBound + 1, last.positions.upperBound)
        return within.contains { value($0).map { $0 < best / 2 } ?? false } ? last.turn : nil
    }

    private func difference(_ from: Int, _ to: Int) -> Double? {
        guard let before = value(from), let after = value(to) else { return nil }
        return after - before
    }
}
