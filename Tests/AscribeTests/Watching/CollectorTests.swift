import CreditEngine
import Foundation
import Testing

/// OpenTelemetry's own collector takes the metrics that a watch sends, all of them.
///
/// It is started where it is on the search path, or named by `ASCRIBE_OTELCOL`; a distribution with the receiver `otlp` and
/// the exporter `file` will do.
struct CollectorTests {
    private static let collector: String? =
        ProcessInfo.processInfo.environment["ASCRIBE_OTELCOL"]
        ?? ["otelcol", "otelcol-contrib"].first(where: Program.isInstalled)

    /// A port of this machine that nobody listened at a moment ago.
    private static func freePort() throws -> UInt16 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return try withUnsafeMutablePointer(to: &address) { address in
            try address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                try #require(bind(socket, address, length) == 0 && getsockname(socket, address, &length) == 0)
            }
            return UInt16(bigEndian: address.pointee.sin_port)
        }
    }

    /// The metrics of a request: each point as its metric, kind, labels and figures.
    private static func points(_ request: CanonicalJSON) throws -> [String] {
        let metrics = request["resourceMetrics"]?.elements?.flatMap { $0["scopeMetrics"]?.elements ?? [] }
            .flatMap { $0["metrics"]?.elements ?? [] }
        return try #require(metrics).flatMap { metric -> [String] in
            try ["sum", "gauge", "histogram"].flatMap { kind -> [String] in
                try (metric[kind]?["dataPoints"]?.elements ?? []).map { point in
                    let labels = try (point["attributes"]?.elements ?? []).map { try $0.text() }.sorted()
                    let figures = try ["asDouble", "count", "sum", "bucketCounts", "explicitBounds"].map {
                        try point[$0]?.text() ?? ""
                    }
                    let name = try #require(metric["name"]?.string)
                    return "\(name) \(metric["unit"]?.string ?? "") \(kind) \(labels) \(figures)"
                }
            }
        }.sorted()
    }

    @Test(
        .enabled(if: collector != nil, "no otelcol is installed, and ASCRIBE_OTELCOL names none"),
        .timeLimit(.minutes(10)))
    func takesAllThatIsSent() throws {
        let scratch = try Scratch()
        let port = try Self.freePort()
        let configuration = try scratch.file(
            "collector.yaml",
            """
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:\(port)"}}}}
            exporters: {file: {path: "\(scratch.path)/taken.jsonl"}}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], exporters: [file]}}

            """)
        let collector = try Spawned.start(
            [try #require(Self.collector), "--config", configuration], environment: Program.environment(),
            folder: scratch.path, output: scratch.path + "/log", errors: scratch.path + "/log")
        var log = ""
        while !log.contains("Everything is ready"), kill(collector.pid, 0) == 0, !log.contains("Error:") {
            log = String(decoding: (try? scratch.bytes("log")) ?? [], as: UTF8.self)
        }
        try #require(log.contains("Everything is ready"), "\(log)")
        let runs = scratch.path + "/runs.jsonl"
        let sampled = try Program.run(
            ["sample", "--team", "simulated/root-echo", "--count", "20", "--out", runs, "--store", scratch.path + "/o"])
        #expect(sampled.status == 0)
        let watch = ["watch", runs, "--once", "--headless", "--draw", "0", "--metrics-otlp"]
        let sent = try Program.run(watch + ["http://127.0.0.1:\(port)", "--store", scratch.path + "/s"])
        #expect(sent.status == 0 && !sent.complaint.contains("were not taken"), "\(sent.complaint)")
        let file = try Program.run(watch + [scratch.path + "/own.jsonl", "--store", scratch.path + "/t"])
        #expect(file.status == 0)
        collector.signal(SIGTERM)
        #expect(collector.wait() == 0)
        let (taken, own) = try (scratch.lastRecord("taken.jsonl"), scratch.lastRecord("own.jsonl"))
        let points = try Self.points(own)
        #expect(points.count > 20 && points.contains { $0.hasPrefix("gen_ai.client.operation.duration s histogram") })
        #expect(try Self.points(taken) == points)
    }

    @Test func aCollectorThatIsNotThereIsSaidOnceAndStopsNothing() throws {
        let scratch = try Scratch()
        let result = try Program.run([
            "watch", Program.samples + "/trio.jsonl", "--once", "--headless", "--metrics-otlp",
            "http://127.0.0.1:\(try Self.freePort())", "--store", scratch.path + "/s",
        ])
        #expect(result.status == 0)
        #expect(result.complaint.components(separatedBy: "metrics were not taken by").count == 2, "\(result.complaint)")
    }
}

extension Scratch {
    /// The last line of a file of JSON records.
    fileprivate func lastRecord(_ name: String) throws -> CanonicalJSON {
        let line = try #require(try Data(bytes(name)).split(separator: UInt8(ascii: "\n")).last)
        return try CanonicalJSON(parsing: String(decoding: line, as: UTF8.self))
    }
}
