internal import Dispatch
internal import Foundation
internal import Synchronization

/// A program that takes lines and gives lines as it likes, many questions under way at once; it starts at once.
///
/// It ends with this value: its standard input ends first, so that it may end what it started.
package final class TalkingProgram: Sendable {
    /// Milliseconds in which it may end by itself when its input has ended.
    package static let patience = 500

    private let child: ChildProcess
    private let input: ProgramInput
    private let isEnding = Mutex(false)

    /// Starts it; throws `ProgramFailure.noProgram` or `.notStarted`, and `ThreadShortage`.
    ///
    /// - Parameters:
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - tell: gets each line of its standard error.
    ///   - hear: gets each line that it says, one after the other.
    ///   - ended: is told once that it has ended and why, after its last line; a program that closes its output, or says a
    ///     line that is longer than `RunningProgram.answerLimit`, is ended.
    package init(
        _ command: [String], in folder: String?, environment: [String: String],
        tell: @escaping @Sendable (String) -> Void, hear: @escaping @Sendable ([UInt8]) -> Void,
        ended: @escaping @Sendable (ProgramFailure) -> Void
    ) throws {
        let (toChild, fromChild, fromErrors) = (try PipeEnds(), try PipeEnds(), try PipeEnds())
        let child = try ChildProcess(
            command, in: folder, environment: environment,
            streams: (toChild.reading, fromChild.writing, fromErrors.writing))
        self.child = child
        input = ProgramInput(toChild.takeWriting())
        let (output, errors) = (fromChild.takeReading(), fromErrors.takeReading())
        let words = LastWords()
        try OwnThread.start {
            var aside = ErrorOutput()
            Self.read(errors) { chunk in
                aside.add(chunk, tell: tell)
                return true
            }
            aside.endLine(tell: tell)
            words.set(aside.lastLine)
        }
        try OwnThread.start {
            var lines = LineSplitter(limit: RunningProgram.answerLimit)
            Self.read(output) { lines.add($0, hear: hear) }
            child.awaitEnd(milliseconds: ChildProcess.grace)
            child.end()
            ended(
                lines.isOver
                    ? .tooLong(bytes: RunningProgram.answerLimit)
                    : .ended(status: child.ending?.status, lastLine: words.get(within: ChildProcess.grace)))
        }
    }

    deinit {
        if !isEnding.withLock({ $0 }) { end() }
    }

    /// Whether it has ended.
    package var hasEnded: Bool { child.hasEnded }

    /// Sends a line, after those that were sent before; comes back at once, and nobody hears of a line that the program no
    /// longer takes but by its end.
    package func send(_ line: [UInt8]) { input.send(line + [UInt8(ascii: "\n")]) }

    /// Lets it know that nothing more comes.
    package func endInput() { input.close() }

    /// Ends it with all that it started.
    ///
    /// - Parameter grace: milliseconds in which it may end by itself.
    package func end(grace: Int = patience) {
        isEnding.withLock { $0 = true }
        endInput()
        if grace > 0 { child.awaitEnd(milliseconds: grace) }
        child.interrupt()
    }

    /// Hands all that comes through a descriptor on until that is refused, and closes it at its end.
    private static func read(_ descriptor: Int32, _ take: (ArraySlice<UInt8>) -> Bool) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = Foundation.read(descriptor, &chunk, chunk.count)
            if got > 0 { if !take(chunk[..<got]) { break } } else if got == 0 || errno != EINTR { break }
        }
        close(descriptor)
    }
}

/// The standard input of a program, written in order on a thread that may have to wait for the program.
private final class ProgramInput: @unchecked Sendable {
    private let queue = DispatchQueue(label: "program input")
    /// Used on the queue alone; -1 once it is closed.
    private var descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func send(_ bytes: [UInt8]) {
        queue.async { [self] in
            var unsent = bytes[...]
            while descriptor >= 0, !unsent.isEmpty {
                let (sent, code) = BrokenPipe.shielded {
                    unsent.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                }
                if sent < 0, code == EINTR { continue }
                guard sent > 0 else { return shut() }
                unsent = unsent.dropFirst(sent)
            }
        }
    }

    func close() { queue.async { [self] in shut() } }

    private func shut() {
        if descriptor >= 0 { Foundation.close(descriptor) }
        descriptor = -1
    }
}

/// The last line of a program's standard error, which is known once that has ended.
private final class LastWords: @unchecked Sendable {
    private let known = DispatchSemaphore(value: 0)
    /// Written once, before the semaphore is signalled.
    private var line: String?

    func set(_ line: String?) {
        self.line = line
        known.signal()
    }

    /// The line; `nil` when there is none within so many milliseconds.
    func get(within milliseconds: Int) -> String? {
        known.wait(timeout: .now() + .milliseconds(milliseconds)) == .success ? line : nil
    }
}
