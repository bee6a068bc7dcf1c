internal import Foundation

/// A program that has been started, and the one loop that writes to it, reads from it and waits for it.
///
/// Started by argument vector, never through a shell. What it writes to its standard error is told line by line and
/// never keeps it waiting. Not safe to share between threads.
package final class RunningProgram {
    /// How much of what a program writes is taken.
    package enum OutputBound: Sendable {
        /// More than so many bytes, to either of its outputs, is a failure.
        case refuse(beyond: Int)
        /// So many bytes at least, from its end.
        case keepEnd(Int)
    }

    /// Bytes of the longest answer in a conversation.
    package static let answerLimit = 16 << 20
    /// Milliseconds between looks whether a program has ended.
    private static let look = 200.0

    /// The process, to be ended from elsewhere.
    let child: ChildProcess
    private var input: Int32
    private var output: Int32
    private var errors: Int32
    private let tell: (String) -> Void
    private var aside = ErrorOutput()
    private var unsent: ArraySlice<UInt8> = []
    private var received: [UInt8] = []
    private var searched = 0
    private var deadline = ContinuousClock.now
    private var time = Duration.zero

    /// Starts a program; its path is looked up as a shell would.
    ///
    /// - Parameters:
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - environment: the variables that it gets.
    ///   - tell: gets each line of its standard error as it is.
    /// - Throws: `ProgramFailure.noProgram` or `.notStarted`.
    package init(
        _ command: [String], in folder: String?, environment: [String: String],
        tell: @escaping (String) -> Void = { _ in }
    ) throws {
        self.tell = tell
        // The far ends are closed here when these values go; the near ones are taken out of them.
        let (toChild, fromChild, fromErrors) = (try PipeEnds(), try PipeEnds(), try PipeEnds())
        child = try ChildProcess(
            command, in: folder, environment: environment,
            streams: (toChild.reading, fromChild.writing, fromErrors.writing))
        input = toChild.takeWriting()
        output = fromChild.takeReading()
        errors = fromErrors.takeReading()
        for descriptor in [input, output, errors] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    }

    /// Starts a program with the usual variables and those that are named for it; throws as the other does.
    package convenience init(
        _ command: [String], in place: ProgramPlace = ProgramPlace(), tell: @escaping (String) -> Void = { _ in }
    ) throws {
        try self.init(command, in: place.folder, environment: place.environment(), tell: tell)
    }

    deinit { end() }

    /// Whether it has ended on its own while nobody asked it anything.
    var hasEnded: Bool {
        var end = pollfd(fd: output, events: 0, revents: 0)
        return poll(&end, 1, 0) > 0
    }

    /// Ends the program with all that it started, if it has not ended itself, and waits for it.
    ///
    /// - Parameter grace: milliseconds in which it may end by itself, now that its input has.
    package func end(grace: Int = 0) {
        close(&input)
        if grace > 0 { listen(milliseconds: grace) }
        close(&output)
        child.end()
        close(&errors)
    }

    /// Sends a line and waits for the line that answers it; throws `ProgramFailure`, after which the program is of no
    /// further use.
    package func ask(_ line: [UInt8], within time: Duration) throws -> [UInt8] {
        begin(line + [UInt8(ascii: "\n")], within: time)
        while true {
            if unsent.isEmpty, let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let answer = Array(received[..<end])
                received.removeFirst(end + 1)
                searched = 0
                return answer
            }
            if unsent.isEmpty { searched = received.count }
            guard input >= 0, output >= 0 else { throw ended() }
            try serve(.refuse(beyond: Self.answerLimit))
        }
    }

    /// Sends its whole input, and waits until it has ended; throws `ProgramFailure`.
    func finish(_ bytes: [UInt8], within time: Duration, output bound: OutputBound) throws -> FinishedProgram {
        begin(bytes, within: time)
        var rest: ContinuousClock.Instant?
        while output >= 0 {
            if unsent.isEmpty { close(&input) }
            // What it started and left behind may hold its output open for ever.
            if rest == nil, child.hasEnded { rest = .now + .milliseconds(ChildProcess.grace) }
            if let rest, rest < .now { break }
            try serve(bound, forMost: Self.look)
        }
        while !child.hasEnded {
            guard remaining > 0 else { throw silent }
            listen(milliseconds: 2)
        }
        listen(milliseconds: ChildProcess.grace)
        try check(bound)
        child.wait()
        return FinishedProgram(
            output: received, ending: child.ending, processorSeconds: child.processorSeconds, errorEnd: aside.end,
            lastLine: aside.lastLine)
    }

    private func begin(_ bytes: [UInt8], within time: Duration) {
        self.time = time
        deadline = .now + time
        unsent = bytes[...]
    }

    private var remaining: Double { (deadline - .now) / .milliseconds(1) }

    private var silent: ProgramFailure { .silent(seconds: Int(time.components.seconds)) }

    /// Waits until one of its streams can go on, and serves each that can.
    ///
    /// - Parameter milliseconds: the longest wait.
    private func serve(_ bound: OutputBound, forMost milliseconds: Double = 60_000) throws {
        let left = remaining
        guard left > 0 else { throw silent }
        // A negative descriptor is passed over.
        var watched = [
            pollfd(fd: unsent.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&watched, 3, Int32(min(left.rounded(.up), milliseconds)))
        if ready < 0, errno != EINTR { throw ended() }
        guard ready > 0 else { return }
        if watched[0].revents != 0 { send() }
        if watched[2].revents != 0 { listen() }
        if watched[1].revents != 0, let chunk = chunk(of: &output) { received += chunk }
        try check(bound)
    }

    private func check(_ bound: OutputBound) throws {
        switch bound {
        case .refuse(let limit):
            if received.count > limit || aside.size > limit { throw ProgramFailure.tooLong(bytes: limit) }
        case .keepEnd(let limit):
            if received.count > 2 * limit { received.removeFirst(received.count - limit) }
        }
    }

    private func send() {
        let (sent, code) = BrokenPipe.shielded {
            unsent.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        }
        if sent < 0, code == EINTR || code == EAGAIN { return }
        guard sent > 0 else {
            // It reads no more; it may answer all the same.
            unsent = []
            return close(&input)
        }
        unsent = unsent.dropFirst(sent)
    }

    /// Takes what it has said on its standard error.
    private func listen() {
        if let chunk = chunk(of: &errors) {
            aside.add(chunk, tell: tell)
        } else if errors < 0 {
            aside.endLine(tell: tell)
        }
    }

    /// Takes what it says on its standard error until nobody can write there any more, or the time is over.
    private func listen(milliseconds: Int) {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while true {
            let left = (end - .now) / .milliseconds(1)
            guard left > 0 else { return }
            guard errors >= 0 else { return }
            var watched = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
            if poll(&watched, 1, Int32(left.rounded(.up))) > 0 { listen() }
        }
    }

    /// It has ended: its last words may still be on their way.
    private func ended() -> ProgramFailure {
        listen(milliseconds: ChildProcess.grace)
        child.awaitEnd(milliseconds: ChildProcess.grace)
        if child.hasEnded { child.wait() }
        return .ended(status: child.ending?.status, lastLine: aside.lastLine)
    }

    /// What there is to read; closes the descriptor at its end.
    private func chunk(of descriptor: inout Int32) -> ArraySlice<UInt8>? {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let got = read(descriptor, &chunk, chunk.count)
        if got > 0 { return chunk[..<got] }
        if got < 0, errno == EINTR || errno == EAGAIN { return nil }
        close(&descriptor)
        return nil
    }

    private func close(_ descriptor: inout Int32) {
        if descriptor >= 0 { _ = Foundation.close(descriptor) }
        descriptor = -1
    }
}

/// What a program left that was run to its end.
package struct FinishedProgram: Sendable, Equatable {
    /// What it wrote to its standard output, or the end of it.
    package var output: [UInt8]
    /// How it ended.
    package var ending: ProgramEnding?
    /// The processor time that it took with all that it waited for, in seconds; `nil` when the system does not say.
    package var processorSeconds: Double?
    /// The end of what it wrote to its standard error.
    package var errorEnd: [UInt8]
    /// The last line of that which is not blank.
    package var lastLine: String?
}
