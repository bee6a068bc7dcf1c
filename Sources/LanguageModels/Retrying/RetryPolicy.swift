/// When a failed call is made again, as in the vendors' own clients.
public struct RetryPolicy: Sendable, Equatable {
    /// How often a call is made at most.
    public var attempts: Int
    /// The first delay, in milliseconds; it doubles with every retry.
    public var firstDelay: Double
    /// The longest delay of our own, in milliseconds.
    public var longestDelay: Double
    /// The longest wait that a server may ask for, in milliseconds; when it asks for more, the call ends and says so.
    public var longestWait: Double

    /// Makes a policy; the defaults are those of Safety, "Models and network".
    public init(
        attempts: Int = 3, firstDelay: Double = 500, longestDelay: Double = 8_000, longestWait: Double = 60_000
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.longestWait = longestWait
    }

    /// What one failed attempt looks like.
    struct Failure: Equatable {
        /// What to say when this was the last.
        var error: ModelError
        /// Whether another attempt can help.
        var isPassing: Bool
        /// How long the server asks us to wait, in milliseconds.
        var retryAfter: Double?
    }

    /// What follows a failure.
    enum Verdict: Equatable {
        /// Again after a delay in milliseconds.
        case again(after: Double)
        /// No more.
        case stop(ModelError)
    }

    /// Whether a status is worth another attempt: what the server says, else 408, 409, 429 and everything from 500.
    ///
    /// - Parameter headers: by names in lower case.
    static func isPassing(status: Int, headers: [String: String]) -> Bool {
        switch headers["x-should-retry"]?.lowercased() {
        case "true": true
        case "false": false
        default: [408, 409, 429].contains(status) || status >= 500
        }
    }

    /// The delay before retry `number` (from 0), in milliseconds: min(first · 2ⁿ, longest) × (0.75 … 1).
    ///
    /// - Parameter unit: a number in [0,1) that spreads the workers.
    func delay(beforeRetry number: Int, unit: Double) -> Double {
        var delay = firstDelay
        for _ in 0..<min(number, 64) where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay) * (1 - 0.25 * unit)
    }

    /// What follows the failure of attempt `number` (from 0).
    func verdict(on failure: Failure, attempt number: Int, unit: Double) -> Verdict {
        guard failure.isPassing else { return .stop(failure.error) }
        if let wait = failure.retryAfter, wait > longestWait {
            return .stop(.waitTooLong(failure.error, seconds: wait / 1_000))
        }
        guard number + 1 < attempts else {
            return .stop(number > 0 ? .gaveUp(failure.error, attempts: number + 1) : failure.error)
        }
        return .again(after: failure.retryAfter ?? delay(beforeRetry: number, unit: unit))
    }
}
