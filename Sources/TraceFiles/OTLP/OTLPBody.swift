import CreditEngine
public import Foundation

/// What a program sends to `/v1/traces`, `/v1/logs` and `/v1/metrics`, turned into one line of OTLP/JSON.
public struct OTLPBody: Sendable {
    /// What a body carries.
    public enum Signal: String, Sendable, CaseIterable {
        case traces, logs, metrics
    }

    /// Why a body is refused, as a sentence.
    public struct Fault: Error, CustomStringConvertible {
        /// One sentence: what, where, what to do.
        public let description: String
    }

    /// The body as one line of OTLP/JSON, without a newline; empty for metrics, of which nothing is kept.
    public let line: [UInt8]
    /// Spans, log records or metrics in it.
    public let count: Int

    /// Levels of values inside values that are read.
    private static let depth = 100

    /// Reads a body in protobuf; throws a `Fault` when it is none, or cut short.
    public init(protobuf bytes: Data, signal: Signal) throws {
        do {
            switch signal {
            case .traces:
                let data = try OTLPTracesData(protobuf: bytes, depth: Self.depth)
                guard Self.areIdentifiers(data) else { throw Fault(description: "spans without identifiers") }
                count = Self.count(data)
                line = OTLPBodyWriter.line(data)
            case .logs:
                let data = try OTLPLogsData(protobuf: bytes, depth: Self.depth)
                count = Self.count(data)
                line = OTLPBodyWriter.line(data)
            case .metrics:
                count = Self.count(try OTLPMetricsData(protobuf: bytes, depth: Self.depth))
                line = []
            }
        } catch let fault as Fault {
            throw Fault(description: "the body is not OTLP \(signal.rawValue) in protobuf (\(fault.description))")
        } catch {
            throw Fault(description: "the body is not OTLP \(signal.rawValue) in protobuf, or was cut short")
        }
    }

    private static func count<Record>(_ data: OTLPList<OTLPResource<Record>>) -> Int {
        data.elements.reduce(0) { $0 + $1.scopes.reduce(0) { $0 + $1.records.count } }
    }

    /// Bytes that happen to be protobuf rarely hold identifiers of the right lengths.
    private static func areIdentifiers(_ data: OTLPTracesData) -> Bool {
        data.elements.allSatisfy { resource in
            resource.scopes.allSatisfy { scope in
                scope.records.allSatisfy { $0.traceID.count == 16 && $0.spanID.count == 8 }
            }
        }
    }

    /// Reads a body in JSON; throws a `Fault` when it is none.
    public init(json bytes: Data, signal: Signal) throws {
        guard let json = EmbeddedJSON(String(decoding: bytes, as: UTF8.self)) else {
            throw Fault(description: "the body is not JSON")
        }
        let list = withExtendedLifetime(json) { () -> (line: [UInt8], count: Int)? in
            let root = json.root
            let names: (StaticString, StaticString, StaticString, StaticString) =
                switch signal {
                case .traces: ("resourceSpans", "resource_spans", "scopeSpans", "spans")
                case .logs: ("resourceLogs", "resource_logs", "scopeLogs", "logRecords")
                case .metrics: ("resourceMetrics", "resource_metrics", "scopeMetrics", "metrics")
                }
            guard let resources = root[names.0] ?? root[names.1], resources.kind == .array else { return nil }
            var count = 0
            resources.forEach { $0[names.2]?.forEach { count += $0[names.3]?.count ?? 0 } }
            return (signal == .metrics ? [] : Array(JSONText.of(root).utf8), count)
        }
        guard let list else { throw Fault(description: "the body is JSON, but not OTLP \(signal.rawValue)") }
        (line, count) = list
    }
}
