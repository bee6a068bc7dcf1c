public import CreditEngine
internal import Foundation

/// Time as a model's caller needs it: how long, when, and waiting.
public protocol ModelClock: RunClock {
    /// Seconds since 1970, for dates that servers name.
    func secondsSince1970() -> Double
    /// Waits; throws `CancellationError` when the task is cancelled.
    func sleep(milliseconds: Double) async throws
}

/// The machine's clock.
public struct SystemClock: ModelClock {
    private static let start = ContinuousClock.now

    /// Makes a clock.
    public init() {}

    /// Milliseconds of a clock that never goes back.
    public func milliseconds() -> Double {
        let (seconds, attoseconds) = (ContinuousClock.now - Self.start).components
        return Double(seconds) * 1_000 + Double(attoseconds) * 1e-15
    }

    /// Seconds since 1970.
    public func secondsSince1970() -> Double { Date().timeIntervalSince1970 }

    /// Waits.
    public func sleep(milliseconds: Double) async throws {
        try await Task.sleep(for: .milliseconds(milliseconds))
    }
}
