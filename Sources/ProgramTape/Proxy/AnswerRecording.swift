import FlyingSocks
import LanguageModels
import Synchronization

/// Reads a response while it passes, and tells what it says once it is whole.
final class AnswerRecording: Sendable {
    private let key: String?
    private let tell: @Sendable (Result<ModelAnswer, UnreadAnswer>) async -> Void
    private let reader: Mutex<AnswerReader?>

    /// - Parameters:
    ///   - isEvents: whether the headers say that a stream comes.
    ///   - key: the program's key, which a server may repeat.
    ///   - tell: gets the answer once, or why there is none.
    init(
        wire: any Wire.Type, isEvents: Bool, key: String?,
        tell: @escaping @Sendable (Result<ModelAnswer, UnreadAnswer>) async -> Void
    ) {
        reader = Mutex(AnswerReader(wire.answers, isStreamType: isEvents))
        (self.key, self.tell) = (key, tell)
    }

    deinit {
        // The program went away before the response had ended.
        if let answer = finished() { Task { [tell] in await tell(answer) } }
    }

    /// Takes the next piece.
    func take(_ piece: [UInt8]) { reader.withLock { $0?.read(piece) } }

    /// The response has ended, or broke off: whichever comes first counts.
    func end() async { if let answer = finished() { await tell(answer) } }

    /// What the response says; `nil` when that was told.
    private func finished() -> Result<ModelAnswer, UnreadAnswer>? {
        reader.withLock { current in
            guard var reader = current else { return nil }
            current = nil
            return Result { () throws(UnreadAnswer) in try reader.end(hiding: key) }
        }
    }
}

/// A response's body on its way to the program, recorded as it passes.
struct PassingBody: AsyncBufferedSequence {
    typealias Element = UInt8

    private let body: AsyncThrowingStream<[UInt8], any Error>
    private let recording: AnswerRecording

    init(_ body: AsyncThrowingStream<[UInt8], any Error>, _ recording: AnswerRecording) {
        (self.body, self.recording) = (body, recording)
    }

    func makeAsyncIterator() -> Iterator { Iterator(pieces: body.makeAsyncIterator(), recording: recording) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate var pieces: AsyncThrowingStream<[UInt8], any Error>.Iterator
        fileprivate let recording: AnswerRecording

        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            do {
                guard let piece = try await pieces.next() else {
                    await recording.end()
                    return nil
                }
                recording.take(piece)
                return piece
            } catch {
                await recording.end()
                throw error
            }
        }
    }
}
