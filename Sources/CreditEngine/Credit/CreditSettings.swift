/// What an estimate depends on besides the trace; the defaults are the documented setting for all data.
public struct CreditSettings: Sendable, Equatable {
    /// The temporal metric.
    public var metric: TemporalMetric
    /// Where states come from; `nil` takes the recorded ones when the trace has any, else `reasoning`.
    public var state: StateSource?
    /// How many turns back lookahead may move credit; 0 turns it off.
    public var horizon: Int
    /// The share of a turn's credit that lookahead moves to the sources of its content, in [0,1].
    public var lambda: Double
    /// Declared scales of recorded components by name; the built-in ones need none.
    public var scales: [String: StateScale]

    /// Makes settings; λ = .5 is the figure of Method §2.
    public init(
        metric: TemporalMetric = .stall, state: StateSource? = nil, horizon: Int = 8, lambda: Double = 0.5,
        scales: [String: StateScale] = [:]
    ) {
        self.metric = metric
        self.state = state
        self.horizon = horizon
        self.lambda = lambda
        self.scales = scales
    }
}
