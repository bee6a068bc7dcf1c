/// An error that may concern every later call as well, such as a spent budget or a refused key.
///
/// Whoever makes many calls makes one of them UNDEFINED for other errors, and ends for a lasting one.
public protocol LastingFailure: Error {
    /// Whether every later call would fail for the same reason.
    var isLasting: Bool { get }
}

extension Error {
    /// Whether this is an error that every later call would meet, too.
    public var endsAllWork: Bool { (self as? any LastingFailure)?.isLasting ?? false }
}
