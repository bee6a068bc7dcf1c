import Foundation
import LanguageModels

/// A program of the person's own that answers one line of JSON with another, over its standard input and output.
///
/// Started by argument vector, never through a shell. What it writes to its standard error is told line by line. Not
/// safe to share between threads.
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

    /// The process, to be ended from elsewhere.
    let child: ChildProcess
    private var input: Int32
    private var output: Int32
    private var errors: Int32
    private let tell: (String) -> Void
    private var aside = AsideLines()
    private var unread: [UInt8] = []
    private var searched = 0

    /// Starts a program; its path is looked up as a shell would.
    ///
    /// - Parameters:
    ///   - place: where it runs, and what it learns of the environment.
    ///   - tell: gets each line of its standard error as it is.
    init(_ command: [String], in place: ProgramPlace = ProgramPlace(), tell: @escaping (String) -> Void = { _ in })
        throws
    {
        self.tell = tell
        // The far ends are closed here when these values go; the near ones are taken out of them.
        let (toChild, fromChild, fromErrors) = (try PipeEnds(), try PipeEnds(), try PipeEnds())
        child = try ChildProcess(
            command, in: place.folder, environment: place.environment(),
            streams: (toChild.reading, fromChild.writing, fromErrors.writing))
        input = toChild.takeWriting()
        output = fromChild.takeReading()
        errors = fromErrors.takeReading()
        for descriptor in [input, output, errors] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    }

    /// The last thing it said on its standard error.
    var lastWords: String? { aside.last }

    /// Whether it has ended on its own while nobody asked it anything.
    var hasEnded: Bool {
        var end = pollfd(fd: output, events: 0, revents: 0)
        return poll(&end, 1, 0) > 0
    }

    deinit { end() }

    /// Ends the program, if it has not ended itself, and waits for it.
    ///
    /// - Parameter grace: milliseconds in which it may end by itself, now that its input has.
    func end(grace: Int = 0) {
        closeInput()
        if grace > 0 { awaitSilence(milliseconds: grace) }
        if output >= 0 { close(output) }
        output = -1
        child.kill()
        child.wait()
        if errors >= 0 { close(errors) }
        errors = -1
    }

    /// Sends a line and waits for the line that answers it.
    ///
    /// After a failure the program is of no further use.
    func ask(_ line: [UInt8], seconds: Int) throws -> [UInt8] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        try send(line + [UInt8(ascii: "\n")], until: deadline, seconds)
        while true {
            if let end = unread[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let answer = Array(unread[..<end])
                unread.removeFirst(end + 1)
                searched = 0
                return answer
            }
            searched = unread.count
            guard try receive(until: deadline, seconds) else { throw ended() }
        }
    }

    /// Sends the only line, closes the program's input, and answers with all that it writes until it ends.
    func askOnce(_ line: [UInt8], seconds: Int) throws -> [UInt8] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        do {
            try send(line + [UInt8(ascii: "\n")], until: deadline, seconds)
        } catch Failure.ended {
            // It may answer without having read everything.
        }
        closeInput()
        while try receive(until: deadline, seconds) {}
        guard !unread.isEmpty else { throw ended() }
        return unread
    }

    private func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Reads what there is; `false` at the end of its output.
    private func receive(until deadline: ContinuousClock.Instant, _ seconds: Int) throws -> Bool {
        guard unread.count <= Self.answerLimit else { throw Failure.tooLong(bytes: Self.answerLimit) }
        try wait(output, for: Int16(POLLIN), until: deadline, seconds)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let got = read(output, &chunk, chunk.count)
        if got < 0, errno == EINTR || errno == EAGAIN { return true }
        guard got > 0 else { return false }
        unread += chunk[..<got]
        return true
    }

    private func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant, _ seconds: Int) throws {
        var start = 0
        while start < bytes.count {
            try wait(input, for: Int16(POLLOUT), until: deadline, seconds)
            let (sent, code) = BrokenPipe.shielded {
                bytes.withUnsafeBytes { write(input, $0.baseAddress?.advanced(by: start), bytes.count - start) }
            }
            if sent < 0, code == EINTR || code == EAGAIN { continue }
            guard sent > 0 else { throw ended() }
            start += sent
        }
    }

    private func wait(_ descriptor: Int32, for events: Int16, until deadline: ContinuousClock.Instant, _ seconds: Int)
        throws
    {
        while true {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw Failure.silent(seconds: seconds) }
            // A negative descriptor is passed over.
            var watched = [
                pollfd(fd: descriptor, events: events, revents: 0),
                pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&watched, 2, Int32(min(left.rounded(.up), 60_000)))
            if ready < 0, errno != EINTR { throw Failure.ended }
            guard ready > 0 else { continue }
            if watched[1].revents != 0 { listen() }
            if watched[0].revents != 0 { return }
        }
    }

    /// Takes what it has said on its standard error; it must never have to wait for us there.
    private func listen() {
        var chunk = [UInt8](repeating: 0, count: 1 << 12)
        let got = read(errors, &chunk, chunk.count)
        if got > 0 { return aside.add(chunk[..<got], tell: tell) }
        if got < 0, errno == EINTR || errno == EAGAIN { return }
        aside.end(tell: tell)
        close(errors)
        errors = -1
    }

    /// It has ended: its last words may still be on their way.
    private func ended() -> Failure {
        awaitSilence(milliseconds: 300)
        child.awaitEnd(milliseconds: 300)
        return .ended
    }

    /// Waits until nobody can write to its standard error any more.
    private func awaitSilence(milliseconds: Int) {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while errors >= 0 {
            var watched = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { return }
            if poll(&watched, 1, Int32(left.rounded(.up))) > 0 { listen() }
        }
    }
}
