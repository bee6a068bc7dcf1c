/// An error that may concern every later call as well, such as a spent budget or a refused key.
///
/// Work of many calls leaves one of them UNDEFINED after any other error, and ends after a permanent one.
public protocol PermanentFailure: Error {
    /// Whether every later call would fail for the same reason.
    var isPermanent: Bool { get }
}

extension Error {
    /// Whether this is an error that every later call would meet, too.
    public var endsAllWork: Bool { (self as? any PermanentFailure)?.isPermanent ?? false }
}
