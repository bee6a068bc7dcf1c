/// A metric with all its values, whatever it is written as.
struct Metric: Sendable {
    /// What its values are.
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// One value with its labels, named as OpenTelemetry has them (`gen_ai.agent.name`).
    struct Point: Sendable {
        var labels: [(String, String)]
        var value: Value
    }

    /// A number, or counts by size.
    enum Value: Sendable {
        case number(Double)
        case histogram(Histogram)
    }

    /// Its name as OpenTelemetry has it (`gen_ai.client.operation.duration`).
    var name: String
    var kind: Kind
    /// Its unit as OpenTelemetry has it; `s` and `{token}`, or `1`.
    var unit: String
    /// What it counts, a sentence.
    var help: String
    var points: [Point] = []

    /// Adds a number.
    mutating func add(_ labels: [(String, String)], _ value: Double) {
        points.append(Point(labels: labels, value: .number(value)))
    }

    /// Adds counts by size.
    mutating func add(_ labels: [(String, String)], _ histogram: Histogram) {
        points.append(Point(labels: labels, value: .histogram(histogram)))
    }
}
