internal import Synchronization

/// Endpoints that asked for a pause: all workers of one wait together, so share one value between all models.
public final class EndpointPauses: Sendable {
    private let ends = Mutex<[String: Double]>([:])

    /// No pauses.
    public init() {}

    /// Lengthens an endpoint's pause, never shortens it.
    ///
    /// - Parameter end: milliseconds of the clock that `remaining` is asked with.
    func pause(_ origin: String, until end: Double) {
        ends.withLock { $0[origin] = max($0[origin] ?? end, end) }
    }

    /// Milliseconds until an endpoint may be asked again; 0 when it may now.
    func remaining(_ origin: String, now: Double) -> Double {
        ends.withLock { max(0, ($0[origin] ?? now) - now) }
    }
}
