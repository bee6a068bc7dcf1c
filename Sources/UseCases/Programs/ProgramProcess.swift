import Foundation
import ProgramTape

/// One run of a person's program: its question goes in, what it writes comes out, bounded in time and size.
///
/// The question takes the place of `{input}` in an argument, and is the program's standard input and `ASCRIBE_INPUT`
/// besides. Started by argument vector, never through a shell. Not safe to share between threads.
final class ProgramProcess {
    /// Bytes of output that are kept, from its end.
    private static let outputLimit = 1 << 20

    private let child: ChildProcess
    private var input: Int32
    private var output: Int32
    private var errors: Int32
    private var question: ArraySlice<UInt8>
    private var written: [UInt8] = []
    private var aside = AsideLines()
    private let tell: (String) -> Void

    /// Starts the program; throws `LineProcess.Failure`.
    init(
        _ command: [String], question: String, variables: [String: String], in folder: String?,
        tell: @escaping (String) -> Void
    ) throws {
        self.tell = tell
        self.question = Array(question.utf8)[...]
        var environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        environment["ASCRIBE_INPUT"] = question
        let (toChild, fromChild, fromErrors) = (try PipeEnds(), try PipeEnds(), try PipeEnds())
        child = try ChildProcess(
            command.map {
                $0.split(separator: "{input}", omittingEmptySubsequences: false).joined(separator: question)
            },
            in: folder, environment: environment,
            streams: (toChild.reading, fromChild.writing, fromErrors.writing))
        input = toChild.takeWriting()
        output = fromChild.takeReading()
        errors = fromErrors.takeReading()
        for descriptor in [input, output, errors] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        child.kill()
        child.wait()
        for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
    }

    /// Ends the program from elsewhere, with all that it started.
    var interrupt: @Sendable () -> Void { { [child] in child.kill() } }

    /// Waits until the program has ended; throws `LineProcess.Failure.silent` when the time is over.
    func finish(seconds: Int) throws -> ProgramEnd {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while output >= 0 || errors >= 0 {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw LineProcess.Failure.silent(seconds: seconds) }
            // A negative descriptor is passed over.
            var watched = [
                pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&watched, 3, Int32(min(left.rounded(.up), 60_000)))
            if ready < 0, errno != EINTR { throw LineProcess.Failure.ended }
            guard ready > 0 else { continue }
            if watched[0].revents != 0 { send() }
            if watched[1].revents != 0 { receive() }
            if watched[2].revents != 0 { listen() }
        }
        child.wait()
        let text = String(decoding: written, as: UTF8.self)
        let answer = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
        return ProgramEnd(
            status: child.exitStatus.map(Int.init), answer: answer.map(String.init), lastWords: aside.last ?? "")
    }

    private func send() {
        let (sent, code) = BrokenPipe.shielded {
            question.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        }
        if sent < 0, code == EINTR || code == EAGAIN { return }
        question = question.dropFirst(max(0, sent))
        guard sent <= 0 || question.isEmpty else { return }
        close(input)
        input = -1
    }

    private func receive() {
        guard let chunk = chunk(of: &output) else { return }
        written += chunk
        if written.count > 2 * Self.outputLimit { written.removeFirst(written.count - Self.outputLimit) }
    }

    private func listen() {
        if let chunk = chunk(of: &errors) { aside.add(chunk, tell: tell) } else if errors < 0 { aside.end(tell: tell) }
    }

    /// What there is to read; closes the descriptor at its end.
    private func chunk(of descriptor: inout Int32) -> ArraySlice<UInt8>? {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let got = read(descriptor, &chunk, chunk.count)
        if got > 0 { return chunk[..<got] }
        if got < 0, errno == EINTR || errno == EAGAIN { return nil }
        close(descriptor)
        descriptor = -1
        return nil
    }
}
