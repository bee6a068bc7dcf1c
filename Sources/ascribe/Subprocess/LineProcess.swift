import Foundation

/// A program of the person's own that answers one line of JSON with another, over its standard input and output.
///
/// Started by argument vector, never through a shell. Its standard error goes to ours. Not safe to share between threads.
final class LineProcess {
    /// Why a program gave no answer.
    enum Failure: Error, Equatable, CustomStringConvertible {
        case notStarted(String)
        case ended
        case silent(seconds: Int)
        case tooLong(bytes: Int)

        var description: String {
            switch self {
            case .notStarted(let reason): "the program cannot be started (\(reason))"
            case .ended: "the program ended without an answer"
            case .silent(let seconds): "the program gave no answer within \(seconds) s"
            case .tooLong(let bytes): "the program's answer is longer than \(bytes) bytes"
            }
        }
    }

    /// Bytes of the longest answer.
    static let answerLimit = 16 << 20

    private let child: pid_t
    private let input: Int32
    private let output: Int32
    private var unread: [UInt8] = []

    /// Starts a program; its path is looked up as a shell would.
    init(_ command: [String]) throws {
        var toChild: [Int32] = [0, 0]
        var fromChild: [Int32] = [0, 0]
        guard !command.isEmpty else { throw Failure.notStarted("no program is named") }
        guard pipe(&toChild) == 0 else { throw Failure.notStarted(String(cString: strerror(errno))) }
        guard pipe(&fromChild) == 0 else {
            for end in toChild { close(end) }
            throw Failure.notStarted(String(cString: strerror(errno)))
        }
        // Without this, a second program would hold the first one's ends open.
        for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let code = posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
        close(toChild[0])
        close(fromChild[1])
        (self.child, input, output) = (child, toChild[1], fromChild[0])
        guard code == 0 else {
            close(input)
            close(output)
            throw Failure.notStarted(String(cString: strerror(code)))
        }
        _ = fcntl(input, F_SETFL, O_NONBLOCK)
    }

    /// Ends the program, if it has not ended itself, and waits for it.
    func end() {
        close(input)
        close(output)
        kill(child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }

    /// Sends a line and waits for the line that answers it.
    ///
    /// After a failure the program is of no further use.
    func ask(_ line: [UInt8], seconds: Int) throws -> [UInt8] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        try send(line + [UInt8(ascii: "\n")], until: deadline, seconds)
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let answer = Array(unread[..<end])
                unread.removeFirst(end + 1)
                return answer
            }
            guard unread.count <= Self.answerLimit else { throw Failure.tooLong(bytes: Self.answerLimit) }
            try wait(output, for: Int16(POLLIN), until: deadline, seconds)
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            let got = read(output, &chunk, chunk.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Failure.ended }
            unread += chunk[..<got]
        }
    }

    private func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant, _ seconds: Int) throws {
        var start = 0
        while start < bytes.count {
            try wait(input, for: Int16(POLLOUT), until: deadline, seconds)
            let sent = bytes.withUnsafeBytes {
                write(input, $0.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if sent < 0, errno == EINTR || errno == EAGAIN { continue }
            guard sent > 0 else { throw Failure.ended }
            start += sent
        }
    }

    private func wait(_ descriptor: Int32, for events: Int16, until deadline: ContinuousClock.Instant, _ seconds: Int)
        throws
    {
        while true {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw Failure.silent(seconds: seconds) }
            var descriptor = pollfd(fd: descriptor, events: events, revents: 0)
            let ready = poll(&descriptor, 1, Int32(min(left.rounded(.up), 60_000)))
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw Failure.ended }
        }
    }
}
