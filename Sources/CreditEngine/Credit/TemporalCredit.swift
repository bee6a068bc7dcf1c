extension TemporalMetric {
    /// The metric's figure for one turn, from the state before it and the state after it.
    ///
    /// `progress` names the progress component of the trace.
    func score(_ pair: StateComparison, progress: String?) -> Score {
        switch self {
        case .kl, .js:
            guard let (p, q) = pair.distributions() else { return .unscored("a component is not finite") }
            guard p.count >= 2 else { return .unscored("fewer than two components to compare") }
            return .value(self == .kl ? Self.divergence(q, p) : Self.jensenShannon(q, p))
        case .stall, .article:
            switch (pair.distance(progress: progress), pair.progress(progress)) {
            case (.unscored(let why), _), (_, .unscored(let why)): return .unscored(why)
            case (.value(let d), .value(let change)):
                return self == .stall ? .value(Self.stall(d, change)) : Self.article(d, change)
            }
        }
    }

    /// B = ½·max(0, d − max(0, ΔP)) + ½·max(0, −ΔP), in [0,1].
    static func stall(_ d: Double, _ change: Double) -> Double {
        0.5 * max(0, d - max(0, change)) + 0.5 * max(0, -change)
    }

    /// d / (ΔP + 1e-6); a denominator of exactly 0 has no figure.
    static func article(_ d: Double, _ change: Double) -> Score {
        let denominator = change + 1e-6
        return denominator == 0 ? .unscored("division by zero") : .value(d / denominator)
    }

    /// KL(q ‖ p) in nats.
    static func divergence(_ q: [Double], _ p: [Double]) -> Double {
        max(0, zip(q, p).reduce(0) { $0 + $1.0 * naturalLog($1.0 / $1.1) })
    }

    /// Jensen–Shannon divergence in bits.
    static func jensenShannon(_ q: [Double], _ p: [Double]) -> Double {
        let m = zip(q, p).map { ($0 + $1) / 2 }
        return min(1, 0.5 * (divergence(q, m) + divergence(p, m)) / naturalLog(2))
    }

    /// The figure of every turn of the axis, in order.
    ///
    /// A turn is compared with the latest earlier state, so a turn that nobody recorded leaves no hole in the next one.
    func scores(_ states: [State], on axis: TurnAxis, scales: [String: StateScale]) -> [Score] {
        var scores = [Score](repeating: .unscored("no state after this turn"), count: axis.turns.count)
        let progress = StateComparison.progressName(in: states)
        var earlier: State?
        for state in states {
            defer { earlier = state }
            guard let place = axis.index(of: state.turn) else { continue }
            guard let earlier else {
                scores[place] = .unscored("no earlier state")
                continue
            }
            let pair = StateComparison(earlier: earlier, later: state, scales: scales)
            scores[place] = score(pair, progress: progress)
        }
        return scores
    }
}
