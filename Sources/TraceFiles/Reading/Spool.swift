import Foundation

/// Keeps a copy of a pipe in a file that has no name and goes away with the process.
///
/// A thread of its own fills it, so that what has arrived can be read while the rest is still to come.
final class Spool: Sendable {
    /// What has arrived so far.
    struct Arrival: Equatable {
        /// Bytes that can be read: whole lines only, until the pipe has ended.
        var readable = 0
        /// Whether nothing more can come.
        var ended = false
        /// Why the rest of the pipe was lost; `nil` when it was not.
        var failure: String?
    }

    /// The copy.
    let descriptor: Int32
    private let filler: Filler
    /// Closing it ends the thread.
    private let wake: Int32

    /// Starts to copy a pipe, and closes it in the end.
    init(of source: Int32) throws {
        var template = Array((NSTemporaryDirectory() + "/ascribe-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw TraceFileError.unwritable(path: "a temporary file", reason: SystemError.text())
        }
        unlink(template)
        var pair: [Int32] = [-1, -1]
        guard pipe(&pair) == 0 else { throw TraceFileError.unwritable(path: "a pipe", reason: SystemError.text()) }
        for descriptor in pair + [descriptor] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        wake = pair[1]
        let filler = Filler(source: source, spool: dup(descriptor), wake: pair[0])
        self.filler = filler
        Thread { filler.run() }.start()
    }

    deinit {
        close(wake)
        close(descriptor)
    }

    /// What has arrived so far.
    var arrival: Arrival { filler.arrival }

    /// Waits until something arrives beyond what `known` tells of, or until `stop` is called.
    func wait(beyond known: Arrival) { filler.wait(beyond: known) }

    /// Lets everyone who waits go on, now and later.
    func stop() { filler.stop() }

    /// What the thread works on; it owns its descriptors and closes them.
    private final class Filler: @unchecked Sendable {
        private let condition = NSCondition()
        private var state = Arrival()
        private var stopped = false
        private let source: Int32
        private let spool: Int32
        private let wake: Int32

        init(source: Int32, spool: Int32, wake: Int32) {
            self.source = source
            self.spool = spool
            self.wake = wake
        }

        var arrival: Arrival { condition.withLock { state } }

        func wait(beyond known: Arrival) {
            condition.withLock { while !stopped, state == known { condition.wait() } }
        }

        func stop() {
            condition.withLock {
                stopped = true
                condition.broadcast()
            }
        }

        func run() {
            var written = 0
            var failure: String?
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            while failure == nil {
                var waiting = [
                    pollfd(fd: source, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
                ]
                if poll(&waiting, nfds_t(waiting.count), -1) < 0 {
                    if errno == EINTR { continue }
                    failure = SystemError.text()
                    break
                }
                if waiting[1].revents != 0 { break }
                let got = read(source, &buffer, buffer.count)
                if got < 0, errno == EINTR || errno == EAGAIN { continue }
                if got < 0 { failure = SystemError.text() }
                guard got > 0 else { break }
                failure = keep(buffer[..<got])
                let newline = failure == nil ? buffer[..<got].lastIndex(of: UInt8(ascii: "\n")) : nil
                if let newline { tell { $0.readable = written + newline + 1 } }
                written += got
            }
            let reason = failure
            let size = FileIdentity(spool).size
            tell { $0 = Arrival(readable: size, ended: true, failure: reason) }
            for descriptor in [source, spool, wake] { close(descriptor) }
        }

        /// Writes bytes to the copy; answers why that was not possible.
        private func keep(_ bytes: ArraySlice<UInt8>) -> String? {
            var rest = bytes
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(spool, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return "no room for a temporary copy: \(SystemError.text())" }
                rest = rest.dropFirst(count)
            }
            return nil
        }

        private func tell(_ change: (inout Arrival) -> Void) {
            condition.withLock {
                change(&state)
                condition.broadcast()
            }
        }
    }
}
