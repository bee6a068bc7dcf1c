import CreditEngine
import FlyingSocks
import LanguageModels
import Synchronization

/// Collects an answer while it passes, and tells what it says once it is whole.
final class AnswerRecording: Sendable {
    private let wire: any Wire.Type
    private let isEvents: Bool
    private let tell: @Sendable (ModelAnswer?) -> Void
    private let bytes = Mutex<[UInt8]?>([])

    /// - Parameter tell: gets the answer once; `nil` when it was cut off or is none.
    init(wire: any Wire.Type, isEvents: Bool, tell: @escaping @Sendable (ModelAnswer?) -> Void) {
        (self.wire, self.isEvents, self.tell) = (wire, isEvents, tell)
    }

    /// Takes the next piece.
    func take(_ piece: [UInt8]) { bytes.withLock { $0?.append(contentsOf: piece) } }

    /// The answer is whole, or broke off: whichever comes first counts.
    func end() {
        guard
            let taken = bytes.withLock({ bytes in
                defer { bytes = nil }; return bytes
            })
        else { return }
        tell(answer(of: String(decoding: taken, as: UTF8.self)))
    }

    private func answer(of text: String) -> ModelAnswer? {
        let response = isEvents ? wire.whole(of: Self.events(in: text)) : try? CanonicalJSON(parsing: text)
        return response.flatMap { wire.said($0) }
    }

    /// The events of a whole stream (HTML Standard, "Interpreting an event stream").
    static func events(in text: String) -> [StreamEvent] {
        var events: [StreamEvent] = []
        var event = StreamEvent()
        var hasData = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.isEmpty {
                if hasData { events.append(event) }
                (event, hasData) = (StreamEvent(), false)
                continue
            }
            let name = line.prefix { $0 != ":" }
            var value = line.dropFirst(name.count + 1)
            if value.first == " " { value = value.dropFirst() }
            switch name {
            case "data":
                event.data += (hasData ? "\n" : "") + value
                hasData = true
            case "event": event.name = String(value)
            default: break
            }
        }
        if hasData { events.append(event) }
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
                    recording.end()
                    return nil
                }
                recording.take(piece)
                return piece
            } catch {
                recording.end()
                throw error
            }
        }
    }
}
