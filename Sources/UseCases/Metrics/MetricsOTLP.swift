import TraceFiles

/// Metrics in OTLP's JSON encoding, all sums since the start: one `ExportMetricsServiceRequest`.
///
/// Source: opentelemetry-proto, metrics/v1, and its JSON mapping (64-bit numbers are texts).
enum MetricsOTLP {
    /// - Parameters:
    ///   - start: when counting began, and now, in nanoseconds from 1970.
    static func request(_ metrics: [Metric], start: UInt64, now: UInt64) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            array("resourceMetrics", &text) { text in
                text.key("resource")
                text.object { write(labels: [("service.name", "ascribe")], to: &$0) }
                array("scopeMetrics", &text) { text in
                    text.key("scope")
                    text.object { $0.field("name", "ascribe") }
                    text.key("metrics")
                    text.array { text in
                        for metric in metrics where !metric.points.isEmpty { write(metric, start, now, to: &text) }
                    }
                }
            }
        }
        text.endLine()
        return text.bytes
    }

    /// An array with one object.
    private static func array(_ key: String, _ text: inout JSONText, _ body: (inout JSONText) -> Void) {
        text.key(key)
        text.array { $0.object(body) }
    }

    private static func write(_ metric: Metric, _ start: UInt64, _ now: UInt64, to text: inout JSONText) {
        text.object { text in
            text.field("name", metric.name)
            text.field("description", metric.help)
            text.field("unit", metric.unit)
            text.key(metric.kind == .counter ? "sum" : metric.kind.rawValue)
            text.object { text in
                if metric.kind != .gauge { text.field("aggregationTemporality", 2) }
                if metric.kind == .counter { text.field("isMonotonic", true) }
                text.key("dataPoints")
                text.array { text in
                    for point in metric.points {
                        text.object { text in
                            write(labels: point.labels, to: &text)
                            text.field("startTimeUnixNano", String(start))
                            text.field("timeUnixNano", String(now))
                            write(point.value, to: &text)
                        }
                    }
                }
            }
        }
    }

    private static func write(_ value: Metric.Value, to text: inout JSONText) {
        switch value {
        case .number(let number): text.field("asDouble", number)
        case .histogram(let histogram):
            text.field("count", String(histogram.counts.reduce(0, +)))
            text.field("sum", histogram.sum)
            text.field("bucketCounts", histogram.counts.map { String($0) })
            text.field("explicitBounds", histogram.bounds)
        }
    }

    private static func write(labels: [(String, String)], to text: inout JSONText) {
        text.key("attributes")
        text.array { text in
            for (name, value) in labels {
                text.object { text in
                    text.field("key", name)
                    text.key("value")
                    text.object { $0.field("stringValue", value) }
                }
            }
        }
    }
}
