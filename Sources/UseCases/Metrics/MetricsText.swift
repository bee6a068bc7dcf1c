/// Metrics in Prometheus's text format (0.0.4).
struct MetricsText {
    private(set) var text = ""

    init(_ metrics: [Metric]) { for metric in metrics { add(metric) } }

    private mutating func add(_ metric: Metric) {
        let name = Self.name(metric)
        text += "# HELP \(name) \(metric.help)\n# TYPE \(name) \(metric.kind.rawValue)\n"
        for point in metric.points {
            switch point.value {
            case .number(let value): add(name, point.labels, value)
            case .histogram(let histogram): add(name, point.labels, histogram)
            }
        }
    }

    /// Prometheus has no points in names, and says unit and kind at their end.
    private static func name(_ metric: Metric) -> String {
        underscored(metric.name) + (metric.unit == "s" ? "_seconds" : "") + (metric.kind == .counter ? "_total" : "")
    }

    private static func underscored(_ name: String) -> String { name.replacing(".", with: "_") }

    private mutating func add(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let isWhole = value == value.rounded() && abs(value) < 1e15
        text += "\(name)\(Self.braced(labels)) \(isWhole ? "\(Int(value))" : "\(value)")\n"
    }

    /// Each bucket counts what is at most its bound.
    private mutating func add(_ name: String, _ labels: [(String, String)], _ histogram: Histogram) {
        var count = 0
        for (index, own) in histogram.counts.enumerated() {
            count += own
            let bound = histogram.bounds.indices.contains(index) ? "\(histogram.bounds[index])" : "+Inf"
            add("\(name)_bucket", labels + [("le", bound)], Double(count))
        }
        add("\(name)_sum", labels, histogram.sum)
        add("\(name)_count", labels, Double(count))
    }

    private static func braced(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\(underscored($0.0))=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
    }

    /// A foreign text as a label's value.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars.prefix(200) {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
