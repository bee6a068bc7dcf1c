import Foundation
import Testing

/// Recordings whose figures are larger than any sum of them can be.
@Suite("Figures too large to add up") struct HugeFigureTests {
    private static func run(_ id: String, _ fields: String) -> String {
        let messages = ["a", "b"].map { #"{"turn":1,"agent":"\#($0)","output":"x",\#(fields)}"# }
        return #"{"type":"trace","trace":"\#(id)","messages":[\#(messages.joined(separator: ","))],"#
            + #""outcome":{"success":false}}"# + "\n"
    }

    private static let kinds = [
        "tokens": #""usage":{"input_tokens":9223372036854775807,"output_tokens":9223372036854775807}"#,
        "time": #""latency_ms":1e308"#, "cost": #""cost_usd":1e308"#,
        "late": #""latency_ms":9e12,"ended":"2261-01-01T00:00:00Z""#,
        "early": #""latency_ms":9e12,"started":"1970-01-01T00:00:00Z""#,
    ]

    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        for (name, fields) in Self.kinds { try scratch.file("\(name).jsonl", Self.run(name, fields)) }
    }

    @Test("The inspector shows them as unknown", arguments: kinds.keys.sorted())
    func screens(_ kind: String) throws {
        for keys in ["", "<Enter>W", "<Enter>2z", "<Enter>J"] {
            let result = try Program.run(
                ["view", "\(kind).jsonl", "--headless", "--size", "140x40", "--keys", keys, "--dump", "-"],
                in: scratch.path)
            #expect(result.status == 0 && !result.text.contains("∞"), "\(keys): \(result.complaint)\(result.text)")
        }
    }

    @Test("Spans of one visit are added up without end")
    func spans() throws {
        func span(_ id: String, _ operation: String, parent: String?) -> String {
            let figures = ["input_tokens", "output_tokens"].map {
                #"{"key":"gen_ai.usage.\#($0)","value":{"intValue":"9223372036854775807"}}"#
            }
            let attributes =
                [
                    #"{"key":"gen_ai.operation.name","value":{"stringValue":"\#(operation)"}}"#,
                    #"{"key":"gen_ai.agent.name","value":{"stringValue":"a"}}"#,
                    #"{"key":"operation.cost","value":{"doubleValue":1e308}}"#,
                ] + (operation == "chat" ? figures : [])
            return #"{"traceId":"0102","spanId":"\#(id)","parentSpanId":"\#(parent ?? "")","name":"\#(operation) a","#
                + #""startTimeUnixNano":"1","endTimeUnixNano":"2","attributes":[\#(attributes.joined(separator: ","))]}"#
        }
        let spans =
            [span("01", "invoke_agent", parent: nil)] + ["02", "03", "04"].map { span($0, "chat", parent: "01") }
        try scratch.file(
            "spans.json", #"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(spans.joined(separator: ","))]}]}]}"#)
        for words in [
            ["view", "spans.json", "--headless", "--keys", "<Enter>W", "--dump", "-"],
            ["convert", "--to", "native", "spans.json"],
        ] {
            let result = try Program.run(words, in: scratch.path)
            #expect(result.status == 0 && !result.text.contains("∞"), "\(result.complaint)")
        }
    }

    @Test("A watch goes on behind them, and so does one that is started again")
    func watched() throws {
        _ = try scratch.folder("runs")
        for (name, fields) in Self.kinds { try scratch.file("runs/\(name).jsonl", Self.run(name, fields)) }
        try scratch.file("runs/z.jsonl", Self.run("z", #""cost_usd":0.5"#) + Self.run("y", #""cost_usd":1.7e308"#))
        try scratch.file("runs/zz.jsonl", Self.run("x", #""model":"m""#) + Self.run("w", #""cost_usd":0.25"#))
        for wanted in [9, 0] {
            let result = try Program.run(
                ["watch", "--once", "--json", "--store", "st", "--metrics-otlp", "metrics.jsonl", "runs"],
                in: scratch.path)
            #expect(result.status == 0, "\(result.complaint)")
            #expect(result.lines.count { $0.contains(#""type":"run""#) } == wanted, "\(result.complaint)")
            #expect(result.lines.last?.contains(#""runs":9"#) == true)
        }
        let shown = try Program.run(["watch", "--once", "--headless", "--store", "st", "runs"], in: scratch.path)
        #expect(shown.status == 0 && !shown.text.contains("∞"), "\(shown.text)")
    }
}
