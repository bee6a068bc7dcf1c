/// What a job has really asked and got so far, as whoever makes the calls counts it.
public struct JobMeter: Sendable, Equatable {
    /// Model calls of this job, those of earlier sessions included; `nil` when nobody counts them.
    public var calls: Int?
    /// US dollars for them; `nil` when not known.
    public var dollars: Double?
    /// Replays or runs made in this session.
    public var replays: Int
    /// Those of them without an outcome.
    public var undefined: Int
    /// The most frequent reason for having none.
    public var reason: String?
    /// Seconds that a call takes, measured; `nil` before the first.
    public var secondsPerCall: Double?

    /// Makes a meter.
    public init(
        calls: Int? = nil, dollars: Double? = nil, replays: Int = 0, undefined: Int = 0, reason: String? = nil,
        secondsPerCall: Double? = nil
    ) {
        self.calls = calls
        self.dollars = dollars
        self.replays = replays
        self.undefined = undefined
        self.reason = reason
        self.secondsPerCall = secondsPerCall
    }
}
