internal import Foundation
internal import Synchronization

/// A program that takes lines and gives lines as it likes, many questions under way at once; it starts at once.
///
/// It ends with this value: its standard input ends first, so that it may end what it started.
package final class TalkingProgram: Sendable {
    /// Milliseconds in which it may end by itself when its input has ended.
    private static let patience = 500

    private let child: ChildProcess
    /// Its standard input, or -1; writing may have to wait for the program.
    private let input: Mutex<Int32>

    /// Starts it; throws `ProgramFailure.noProgram` or `.notStarted`.
    ///
    /// - Parameters:
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - tell: gets each line of its standard error.
    ///   - hear: gets each line that it says, one after the other.
    ///   - ended: is told once that it has ended, after its last line.
    package init(
        _ command: [String], in folder: String?, environment: [String: String],
        tell: @escaping @Sendable (String) -> Void, hear: @escaping @Sendable ([UInt8]) -> Void,
        ended: @escaping @Sendable () -> Void
    ) throws {
        let (toChild, fromChild, fromErrors) = (try PipeEnds(), try PipeEnds(), try PipeEnds())
        let child = try ChildProcess(
            command, in: folder, environment: environment,
            streams: (toChild.reading, fromChild.writing, fromErrors.writing))
        self.child = child
        input = Mutex(toChild.takeWriting())
        let (output, errors) = (fromChild.takeReading(), fromErrors.takeReading())
        Thread.detachNewThread {
            var aside = ErrorOutput()
            Self.read(errors) { aside.add($0, tell: tell) }
            aside.endLine(tell: tell)
        }
        Thread.detachNewThread {
            var unread: [UInt8] = []
            Self.read(output) { chunk in
                unread += chunk
                while let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                    hear(Array(unread[..<end]))
                    unread.removeFirst(end + 1)
                }
            }
            child.wait()
            ended()
        }
    }

    deinit { end() }

    /// Sends a line; throws `ProgramFailure.ended` when nobody takes it.
    package func send(_ line: [UInt8]) throws {
        try input.withLock { input in
            var unsent = (line + [UInt8(ascii: "\n")])[...]
            while !unsent.isEmpty {
                let (sent, code) = BrokenPipe.shielded {
                    unsent.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
                }
                if sent < 0, code == EINTR { continue }
                guard sent > 0 else { throw ProgramFailure.ended(status: nil, lastLine: nil) }
                unsent = unsent.dropFirst(sent)
            }
        }
    }

    /// Ends it with all that it started.
    package func end() {
        input.withLock { input in
            if input >= 0 { close(input) }
            input = -1
        }
        child.awaitEnd(milliseconds: Self.patience)
        child.interrupt()
    }

    /// Hands all that comes through a descriptor on, and closes it at its end.
    private static func read(_ descriptor: Int32, _ take: (ArraySlice<UInt8>) -> Void) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = Foundation.read(descriptor, &chunk, chunk.count)
            if got > 0 { take(chunk[..<got]) } else if got == 0 || errno != EINTR { break }
        }
        close(descriptor)
    }
}
