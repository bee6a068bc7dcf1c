import CreditEngine
import Foundation
package import SpanReceiver
import TraceFiles

/// Takes in the spans of running programs: each body becomes a line of OTLP/JSON in a file.
package struct Receiving: Sendable {
    /// The file that is appended to.
    package let file: String
    private let receiver: SpanReceiver

    /// Opens the file, in a folder that is made when there is none, and prepares to listen.
    ///
    /// Throws `SpanJournal.Failure` when the file cannot be written or another receiver writes to it, and
    /// `SpanReceiver.Failure` when the address is none.
    package init(
        into folder: String, settings: SpanReceiver.Settings, permit: Permit, warn: @escaping @Sendable (String) -> Void
    ) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SpanJournal.Failure(folder, "the folder cannot be made; name another with --out")
        }
        file = folder == "." ? Self.name : folder + "/" + Self.name
        receiver = try SpanReceiver(
            settings: settings, journal: SpanJournal(path: file), decode: Self.line, warn: warn)
    }

    /// The name of the file in its folder.
    package static let name = "spans.otlp.jsonl"

    @Sendable private static func line(
        of bytes: Data, _ signal: SpanReceiver.Signal, _ isJSON: Bool
    ) throws -> (line: [UInt8], count: Int) {
        let signal = OTLPBody.Signal(rawValue: signal.rawValue) ?? .traces
        let body = isJSON ? try OTLPBody(json: bytes, signal: signal) : try OTLPBody(protobuf: bytes, signal: signal)
        return (body.line, body.count)
    }

    /// Listens while `work` goes on, which is told the port, and stops with it.
    ///
    /// Throws what `work` throws, and `SpanReceiver.Failure` when the address cannot be listened on.
    package func receive(while work: @escaping @Sendable (UInt16) async throws -> Void) async throws {
        let (ports, continuation) = AsyncStream<UInt16>.makeStream()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await receiver.run { continuation.yield($0) }
                return false
            }
            group.addTask {
                for await port in ports {
                    try await work(port)
                    break
                }
                return true
            }
            defer { group.cancelAll() }
            while let isDone = try await group.next() { if isDone { break } }
            await receiver.stop()
        }
    }

    /// What was taken in so far.
    package var counts: SpanReceiver.Counts { receiver.counts }

    /// What was taken in, as one sentence.
    package var summary: String {
        let counts = counts
        var parts = [
            "\(Numeral.count(counts.traces, "span")) and \(Numeral.count(counts.logs, "log record")) in \(file)"
        ]
        if counts.metrics > 0 { parts.append("\(Numeral.count(counts.metrics, "metric")) counted and not kept") }
        if counts.refused > 0 { parts.append("\(Numeral.count(counts.refused, "request")) refused") }
        return parts.joined(separator: "; ")
    }
}
