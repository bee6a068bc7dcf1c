import ArgumentParser

/// What a command's exit status says.
extension ExitCode {
    /// Done, but bad lines were seen, or a gate refused.
    static let doneWithFindings = ExitCode(1)
    /// Input or output could not be read or written.
    static let unreadable = ExitCode(3)
    /// A model or a runner failed.
    static let modelFailed = ExitCode(4)
    /// Interrupted; finished work is kept.
    static let interrupted = ExitCode(130)
}
