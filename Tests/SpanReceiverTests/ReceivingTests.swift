import Foundation
import HTTPServing
import Testing
import TraceFiles

@testable import SpanReceiver

/// A receiver on a free port of this machine, asked over real connections.
final class ReceivingTests {
    private let folder = NSTemporaryDirectory() + "/ascribe-receiver-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static let decode: SpanReceiver.Decode = { bytes, signal, isJSON in
        let signal = OTLPBody.Signal(rawValue: signal.rawValue) ?? .traces
        let body = isJSON ? try OTLPBody(json: bytes, signal: signal) : try OTLPBody(protobuf: bytes, signal: signal)
        return (body.line, body.count)
    }

    /// A span in protobuf: `pilot`, with one attribute.
    private static let span: [UInt8] = {
        func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(content.count)] + content
        }
        let attribute = field(1, Array("agent".utf8)) + field(2, field(1, Array("pilot".utf8)))
        let span =
            field(1, Array(repeating: 0xAB, count: 16)) + field(2, Array(repeating: 0xCD, count: 8))
            + field(5, Array("pilot".utf8)) + field(9, attribute)
        return field(1, field(2, field(2, span)))
    }()

    private func receiving(
        bodyLimit: Int = 1 << 20, _ ask: @escaping @Sendable (String, SpanReceiver) async throws -> Void
    ) async throws -> String {
        var settings = SpanReceiver.Settings()
        (settings.port, settings.bodyLimit) = (0, bodyLimit)
        let path = folder + "/spans.jsonl"
        let receiver = try SpanReceiver(
            settings: settings, journal: SpanJournal(path: path), decode: Self.decode, warn: { _ in })
        let (ports, continuation) = AsyncStream<UInt16>.makeStream()
        let running = Task { try await receiver.run { continuation.yield($0) } }
        defer { running.cancel() }
        for await port in ports {
            try await ask("http://127.0.0.1:\(port)", receiver)
            break
        }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    /// Posts a body, on a thread that may block: the receiver needs the others.
    private static func post(
        _ address: String, _ body: [UInt8], type: String = "application/x-protobuf", encoding: String? = nil
    ) async throws -> (status: Int, text: String) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try curl(address, body, type: type, encoding: encoding) })
            }
        }
    }

    private static func curl(
        _ address: String, _ body: [UInt8], type: String, encoding: String?
    ) throws -> (status: Int, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["curl", "-s", "-m", "120", "-w", "\n%{http_code}", "-H", "Content-Type: \(type)"]
            + (encoding.map { ["-H", "Content-Encoding: \($0)"] } ?? []) + ["--data-binary", "@-", address]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(body))
        try input.fileHandleForWriting.close()
        let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        process.waitUntilExit()
        return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
    }

    @Test func protobufBecomesALineOfJSON() async throws {
        let file = try await receiving { address, receiver in
            let answer = try await Self.post(address + "/v1/traces", Self.span)
            #expect(answer.status == 200)
            #expect(receiver.counts.traces == 1)
        }
        #expect(file.hasSuffix("\n"))
        #expect(file.contains("\"traceId\":\"\(String(repeating: "ab", count: 16))\""))
        #expect(file.contains("\"value\":{\"stringValue\":\"pilot\"}"))
    }

    @Test func metricsAreCountedAndNothingElseIsKept() async throws {
        let file = try await receiving { address, receiver in
            let metrics = #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"a"},{"name":"b"}]}]}]}"#
            let answer = try await Self.post(address + "/v1/metrics", Array(metrics.utf8), type: "application/json")
            #expect(answer.status == 200)
            #expect(receiver.counts.metrics == 2)
        }
        #expect(file.isEmpty)
    }

    @Test func whatCannotBeTakenIsRefusedWithASentence() async throws {
        let file = try await receiving(bodyLimit: 4096) { address, receiver in
            let cases: [(path: String, body: [UInt8], type: String, encoding: String?, status: Int, words: String)] = [
                ("/v1/traces", Array(Self.span.dropLast(3)), "application/x-protobuf", nil, 400, "cut short"),
                ("/v1/traces", Array("{".utf8), "application/json", nil, 400, "not JSON"),
                ("/v1/traces", Array("{}".utf8), "application/json", nil, 400, "not OTLP traces"),
                ("/v1/traces", Self.span, "application/x-protobuf", "gzip", 400, "not gzip"),
                ("/v1/traces", Self.span, "application/x-protobuf", "br", 415, "only gzip"),
                ("/v1/traces", Self.span, "application/grpc", nil, 415, "OTEL_EXPORTER_OTLP_PROTOCOL"),
                ("/v2/spans", Self.span, "application/x-protobuf", nil, 404, "/v1/traces"),
                ("/v1/traces", Array(repeating: 10, count: 5000), "application/x-protobuf", nil, 413, "larger"),
            ]
            for one in cases {
                let answer = try await Self.post(address + one.path, one.body, type: one.type, encoding: one.encoding)
                #expect(answer.status == one.status, "\(one.words)")
                #expect(answer.text.contains(one.words), "\(answer.text)")
            }
            #expect(receiver.counts.refused == cases.count)
        }
        #expect(file.isEmpty)
    }

    @Test func aCutLastLineIsEndedAndTwoReceiversDoNotShareAFile() throws {
        let path = folder + "/cut.jsonl"
        try Data("{\"resourceSp".utf8).write(to: URL(fileURLWithPath: path))
        let journal = try SpanJournal(path: path)
        try journal.append(Array("{}".utf8))
        let content = try String(contentsOfFile: path, encoding: .utf8)
        #expect(content == "{\"resourceSp\n{}\n")
        #expect(throws: SpanJournal.Failure.self) { _ = try SpanJournal(path: path) }
        journal.close()
        _ = try SpanJournal(path: path)
    }

    @Test func noLinkIsFollowed() throws {
        let (path, link) = (folder + "/mine.jsonl", folder + "/link.jsonl")
        try Data().write(to: URL(fileURLWithPath: path))
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        let error = #expect(throws: SpanJournal.Failure.self) { _ = try SpanJournal(path: link) }
        #expect(error?.description.contains("it is a symbolic link") == true)
    }

    @Test func packedBodiesAreUnpackedUpToALimit() throws {
        // `gzip -n` of 64 times the letter a.
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0x4B, 0x4C, 0xA4, 0x0C, 0, 0, 0x55, 0x65, 0xB4, 0x89, 0x40, 0, 0, 0,
        ]
        let plain = try PackedBody.unpacked(Data(packed), limit: 64)
        #expect(plain == Data(repeating: UInt8(ascii: "a"), count: 64))
        #expect(throws: PackedBody.Fault.tooLarge(limit: 8)) { try PackedBody.unpacked(Data(packed), limit: 8) }
        #expect(throws: PackedBody.Fault.damaged) { try PackedBody.unpacked(Data(packed.dropLast(9)), limit: 99) }
    }
}
