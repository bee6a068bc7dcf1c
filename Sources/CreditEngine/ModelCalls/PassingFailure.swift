/// An error of the way to a model or of its server, not of what was asked: the same call may succeed in a moment.
///
/// Only such errors are worth another try in a comparison of prompts. Trying again what the prompts themselves caused would
/// turn a failure rate p into p². Source: Method §4, UNDEFINED.
public protocol PassingFailure: Error {
    /// Whether the same call may succeed in a moment.
    var isPassing: Bool { get }
}

extension Error {
    /// Whether this is an error of the infrastructure that may be gone at the next try.
    public var mayPass: Bool { (self as? any PassingFailure)?.isPassing ?? false }
}
