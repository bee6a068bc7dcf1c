internal import CProcess
internal import Foundation

/// Both ends of a pipe, which no program that is started meanwhile inherits; what is not taken is closed.
final class PipeEnds {
    private(set) var reading: Int32
    private(set) var writing: Int32

    /// Opens a pipe; throws `ProgramFailure.notStarted`.
    init() throws {
        var ends: [Int32] = [-1, -1]
        guard ascribe_pipe(&ends) == 0 else { throw ProgramFailure.notStarted(code: errno) }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit { for end in [reading, writing] where end >= 0 { close(end) } }

    /// Hands over the end to read from.
    func takeReading() -> Int32 {
        defer { reading = -1 }
        return reading
    }

    /// Hands over the end to write to.
    func takeWriting() -> Int32 {
        defer { writing = -1 }
        return writing
    }
}

/// Writing to a program that has gone away.
enum BrokenPipe {
    /// Writes without being ended by SIGPIPE, and without changing what that signal does elsewhere.
    ///
    /// - Returns: what `write` returned, and `errno` after it.
    static func shielded(_ write: () -> Int) -> (Int, Int32) {
        var signal = sigset_t()
        var before = sigset_t()
        sigemptyset(&signal)
        sigaddset(&signal, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signal, &before)
        let wasPending = isPending
        let result = write()
        let code = errno
        // A write that waited has the signal too when it reports what it wrote until then.
        if !wasPending, isPending {
            var none = timespec()
            while sigtimedwait(&signal, nil, &none) < 0, errno == EINTR {}
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        return (result, code)
    }

    private static var isPending: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, SIGPIPE) == 1
    }
}
