/// The expected outcome along a recorded run: V_k when cells 1…k are kept and everyone later speaks again.
///
/// The effect of the cell at position k − 1 is δ_k = V_k − V_{k−1}; the effects of a turn's cells add up to its temporal
/// credit, those of an agent's cells to its structural credit, and both to V_K − V_0. Negative means that it hurt.
/// Where V was not measured there is no number. Source: METHOD §4.
public struct ValueCurve: Sendable, Equatable {
    /// What is known of one V_k.
    public struct Point: Sendable, Hashable {
        /// The number of samples.
        public fileprivate(set) var count = 0
        /// The sum of their outcomes.
        public fileprivate(set) var sum = 0.0
        /// The number of successes, when all outcomes were 0 or 1; else `nil`.
        public fileprivate(set) var successes: Int? = 0

        /// The mean outcome; `nil` without samples.
        public var value: Double? { count > 0 ? sum / Double(count) : nil }

        /// The Wilson interval of a success rate; `nil` for graded outcomes and without samples.
        public var interval: WilsonInterval? { count > 0 ? successes.map { WilsonInterval($0, of: count) } : nil }

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

    /// A curve without samples.
    public init(_ order: CellOrder) {
        self.order = order
        points = Array(repeating: Point(), count: order.count + 1)
    }

    /// Adds an outcome in [0,1] of a replay that kept the first k cells.
    ///
    /// Only samples whose seed was not chosen for its outcome belong here, and a repetition of one is none.
    public mutating func add(_ outcome: Double, prefix k: Int) {
        guard points.indices.contains(k), outcome.isFinite else { return }
        points[k].add(min(1, max(0, outcome)))
    }

    /// V_k; `nil` when not measured.
    public func value(_ k: Int) -> Double? { points.indices.contains(k) ? points[k].value : nil }

    /// δ of the cell at a position; `nil` unless both sides of it were measured.
    public func effect(at position: Int) -> Double? { difference(position, position + 1) }

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
    /// nothing was measured at the start of a turn, or no value is above 0.
    public var pointOfNoReturn: Int? {
        guard let best = points.compactMap(\.value).max(), best > 0 else { return nil }
        return order.turns.last { turn in (value(turn.positions.lowerBound) ?? -1) >= best / 2 }?.turn
    }

    private func difference(_ from: Int, _ to: Int) -> Double? {
        guard let before = value(from), let after = value(to) else { return nil }
        return after - before
    }
}
