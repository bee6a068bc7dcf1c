import CreditEngine
import FlyingSocks
import LanguageModels
import Synchronization

/// Collects a response while it passes, and gives it once it is whole.
final class AnswerRecording: Sendable {
    private let wire: any Wire.Type
    private let isEvents: Bool
    private let tell: @Sendable (CanonicalJSON?) async -> Void
    private let bytes = Mutex<[UInt8]?>([])

    /// - Parameter tell: gets the response once; `nil` when it was cut off or is none.
    init(wire: any Wire.Type, isEvents: Bool, tell: @escaping @Sendable (CanonicalJSON?) async -> Void) {
        (self.wire, self.isEvents, self.tell) = (wire, isEvents, tell)
    }

    deinit {
        // The program went away in the middle of the answer.
        if bytes.withLock({ $0 != nil }) { Task { [tell] in await tell(nil) } }
    }

    /// Takes the next piece.
    func take(_ piece: [UInt8]) { bytes.withLock { $0?.append(contentsOf: piece) } }

    /// The answer is whole, or broke off: whichever comes first counts.
    func end() async {
        guard
            let taken = bytes.withLock({ bytes in
                defer { bytes = nil }; return bytes
            })
        else { return }
        await tell(
            isEvents
                ? wire.whole(of: Self.events(in: taken))
                : try? CanonicalJSON(parsing: String(decoding: taken, as: UTF8.self)))
    }

    /// The events of a whole stream, one that its blank line does not end included.
    static func events(in bytes: [UInt8]) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        var reader = ServerSentEventReader(lineLimit: .max)
        // A line without a limit is never too long.
        try? reader.read(bytes) { events.append($0) }
        if let last = reader.rest() { events.append(last) }
        return events
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
