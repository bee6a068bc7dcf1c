import CreditEngine
import Foundation
import Testing

@testable import UseCases

/// Metrics of watched runs, as a scraper sees them.
struct MetricsTests {
    /// What the program serves after it has scored the sample runs.
    private func scrape() throws -> String {
        let scratch = try Scratch()
        let runs = scratch.path + "/runs.jsonl"
        let sampled = try Program.run(
            ["sample", "--team", "simulated/root-echo", "--count", "20", "--out", runs, "--store", scratch.path + "/o"])
        #expect(sampled.status == 0)
        try scratch.file("errors", "")
        let child = try Spawned.start(
            [Program.path, "watch", runs, "--headless", "--metrics", "127.0.0.1:0", "--store", scratch.path + "/s"],
            environment: Program.environment(), folder: scratch.path, output: scratch.path + "/output",
            errors: scratch.path + "/errors")
        defer {
            child.signal(SIGINT)
            #expect(child.wait() == 0)
        }
        var url: Substring?
        while url == nil {
            url = String(decoding: try scratch.bytes("errors"), as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .first { $0.hasPrefix("http://") && $0.hasSuffix("/metrics") }
        }
        let address = String(try #require(url))
        var text = ""
        while !text.contains("outcome=\"success\"} 1") {
            try scratch.file("metrics", "")
            let status = try Spawned.run(
                ["curl", "-s", "-o", scratch.path + "/metrics", address], environment: Program.environment(),
                folder: scratch.path)
            #expect(status == 0)
            text = String(decoding: try scratch.bytes("metrics"), as: UTF8.self)
            guard status == 0 else { break }
        }
        return text
    }

    @Test func bucketsAreThoseOfTheConventionsAndCountsAddUp() throws {
        let text = try scrape()
        let lines = text.split(separator: "\n")
        let runs = lines.filter { $0.hasPrefix("ascribe_runs_total{") }.compactMap {
            $0.split(separator: " ").last.flatMap { Int($0) }
        }
        #expect(runs.reduce(0, +) == 20)
        let durations = lines.filter { $0.hasPrefix("gen_ai_client_operation_duration_seconds_bucket") }
        #expect(
            Set(durations.compactMap { $0.split(separator: "le=\"").last?.split(separator: "\"").first }).count == 15)
        #expect(
            lines.contains {
                $0.hasPrefix("gen_ai_client_token_usage_bucket") && $0.contains("gen_ai_token_type=\"input\"")
            })
        #expect(lines.contains { $0.hasPrefix("ascribe_queue_items ") })
        let calls = lines.filter { $0.hasPrefix("ascribe_inference_calls_total{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
        let counted = lines.filter { $0.hasPrefix("gen_ai_client_operation_duration_seconds_count") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
        #expect(calls == 300 && counted == 300)
    }

    /// A Python with the package opentelemetry-proto.
    private static let python = ProcessInfo.processInfo.environment["ASCRIBE_OTLP"]

    /// The file of OTLP requests that the program leaves after it has scored the sample runs.
    private func exported(to scratch: Scratch) throws -> String {
        let runs = scratch.path + "/runs.jsonl"
        let sampled = try Program.run(
            ["sample", "--team", "simulated/root-echo", "--count", "20", "--out", runs, "--store", scratch.path + "/o"])
        #expect(sampled.status == 0)
        let file = scratch.path + "/metrics.jsonl"
        let watched = try Program.run(
            ["watch", runs, "--once", "--headless", "--metrics-otlp", file, "--store", scratch.path + "/s"])
        #expect(watched.status == 0, "\(watched.complaint)")
        return file
    }

    @Test func otlpSaysWhatPrometheusIsTold() throws {
        let scratch = try Scratch()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: exported(to: scratch)))
        let last = try #require(bytes.split(separator: UInt8(ascii: "\n")).last)
        let request = try CanonicalJSON(parsing: String(decoding: last, as: UTF8.self))
        let metrics = try #require(
            request["resourceMetrics"]?.elements?.first?["scopeMetrics"]?.elements?.first?["metrics"]?.elements)
        let duration = try #require(metrics.first { $0["name"]?.string == "gen_ai.client.operation.duration" })
        let counts = duration["histogram"]?["dataPoints"]?.elements?.compactMap {
            $0["count"]?.string.flatMap { Int($0) }
        }
        #expect(counts?.reduce(0, +) == 300 && duration["unit"]?.string == "s")
        #expect(metrics.contains { $0["name"]?.string == "ascribe.runs" && $0["sum"]?["isMonotonic"] == .bool(true) })
    }

    @Test(.enabled(if: python != nil, "ASCRIBE_OTLP names no Python with opentelemetry-proto"))
    func opentelemetrysOwnReaderTakesAllOfIt() throws {
        let scratch = try Scratch()
        let script = """
            import sys
            from google.protobuf import json_format
            from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
            for line in open(sys.argv[1]):
                request = json_format.Parse(line, ExportMetricsServiceRequest(), ignore_unknown_fields=False)
                metrics = request.resource_metrics[0].scope_metrics[0].metrics
            print(sorted(m.name for m in metrics), sum(p.count for m in metrics for p in m.histogram.data_points
                  if m.name == "gen_ai.client.operation.duration"))
            """
        let result = try Program.run(
            [], in: scratch.path, through: [try #require(Self.python), "-c", script, exported(to: scratch)])
        #expect(
            result.text.contains("gen_ai.client.token.usage") && result.text.contains("] 300"), "\(result.complaint)")
    }

    @Test(.enabled(if: Program.isInstalled("promtool"), "promtool of the Debian package prometheus is not installed"))
    func promtoolFindsNothingWrong() throws {
        let scratch = try Scratch()
        let input = try scratch.file("metrics", try scrape())
        try scratch.file("errors", "")
        let status = try Spawned.run(
            ["promtool", "check", "metrics"], environment: Program.environment(), folder: scratch.path, input: input,
            errors: scratch.path + "/errors")
        let complaint = String(decoding: try scratch.bytes("errors"), as: UTF8.self)
        #expect(status == 0, "\(complaint)")
    }

    @Test func nobodyElseIsLetIn() throws {
        let result = try Program.run(["watch", Program.samples, "--once", "--metrics", "0.0.0.0:0"])
        #expect(result.status == 3 && result.complaint.contains("others cannot be let in"), "\(result.complaint)")
    }

    @Test func foreignNamesStayInsideTheirLabels() {
        var metric = Metric(name: "name", kind: .gauge, unit: "1", help: "What.")
        metric.add([("a.label", "a\"b\\c\nd")], 0.5)
        #expect(MetricsText([metric]).text.hasSuffix("\nname{a_label=\"a\\\"b\\\\c\\nd\"} 0.5\n"))
    }
}
