import CreditEngine
import Testing

@testable import TraceFiles

/// Files with field names of their own: paths into objects, and time stamps for the order.
struct MappingTests {
    private func options(_ parts: [String: String]) throws -> ReadingOptions {
        var options = ReadingOptions()
        for (part, field) in parts {
            let isKnown = options.mapping.set(part, to: field)
            try #require(isKnown && options.mapping[part] == field)
        }
        return options
    }

    @Test func pathsReachIntoObjectsAndLists() throws {
        let text = """
            {"ctx":{"job":"j1"},"payload":{"who":{"name":"editor"},"content":{"parts":[{"text":"Cut"},{"text":"it."}]}},"text":"other"}
            {"ctx":{"job":"j1"},"payload":{"who":{"name":"writer"},"content":{"parts":[{"text":"Done."}]}},"level":3}

            """
        let options = try options([
            "run": "ctx.job", "agent": "payload.who.name", "text": "payload.content.parts[].text",
        ])
        let (catalogue, report) = try TemporaryFolder().catalogue(text, options: options)
        #expect(report.runs.map(\.id) == ["j1"] && report.counts.kept == 2)
        #expect(try catalogue.trace().rendered == ["1 editor: Cut\nit.", "1 writer: Done."])
        #expect(try catalogue.makeReader().messages(of: 0, matching: TextPattern("it.")) == 1)
        let converted = try catalogue.converted(to: .native)
        #expect(converted.contains("\"level\":3") && converted.contains("other"))
    }

    @Test func aListOfMessagesMayLieDeeper() throws {
        let text = "{\"data\":{\"log\":[{\"by\":\"a\",\"body\":\"x\"},{\"by\":\"b\",\"body\":\"y\"}]}}\n"
        let options = try options(["messages": "data.log", "agent": "by", "text": "body"])
        let (catalogue, _) = try TemporaryFolder().catalogue(text, options: options)
        #expect(try catalogue.trace().rendered == ["1 a: x", "1 b: y"])
    }

    @Test func aFlatNameWithPointsComesFirst() throws {
        let text = "{\"run_id\":1,\"agent.name\":\"flat\",\"agent\":{\"name\":\"deep\"},\"m.t\":\"x\"}\n"
        let options = try options(["agent": "agent.name", "text": "m.t"])
        #expect(try TemporaryFolder().catalogue(text, options: options).0.trace().rendered == ["1 flat: x"])
    }

    @Test func timeStampsGiveTheOrder() throws {
        let text = """
            {"run_id":1,"name":"b","text":"second","meta":{"ts":"2026-05-01T10:00:01.5Z"},"note":"of b"}
            {"run_id":1,"name":"c","text":"third","meta":{"ts":"2026-05-01T12:00:02+02:00"}}
            {"run_id":1,"name":"a","text":"first","meta":{"ts":"2026-05-01 10:00:01"}}

            """
        let (catalogue, _) = try TemporaryFolder().catalogue(text, options: options(["time": "meta.ts"]))
        let trace = try catalogue.trace()
        #expect(trace.messages.map(\.output) == ["first", "second", "third"])
        #expect(trace.messages.map(\.ordinal) == [0, 1, 2])
        let again = try TemporaryFolder().catalogue(catalogue.converted(to: .packed)).0
        #expect(try again.trace().messages.map(\.output) == ["first", "second", "third"])
        #expect(
            try again.makeReader().carriedFields(0, of: trace).messages[1]?.contains { $0.json == "\"of b\"" } == true)
    }

    @Test func withoutAllTimeStampsTheFileOrderStands() throws {
        let text =
            "{\"run_id\":1,\"name\":\"b\",\"text\":\"x\",\"ts\":2}\n{\"run_id\":1,\"name\":\"a\",\"text\":\"y\",\"ts\":\"soon\"}\n"
        let (catalogue, _) = try TemporaryFolder().catalogue(text, options: options(["time": "ts"]))
        #expect(try catalogue.trace().messages.map(\.output) == ["x", "y"])
    }

    static let stamps: [(String, Double?)] = [
        ("1970-01-01T00:00:00Z", 0), ("2000-03-01T00:00:00Z", 951_868_800),
        ("2026-11-29T08:00:00.250+01:00", 1_795_935_600.25),
        ("2026-11-29 07:00:00,250", 1_795_935_600.25), ("12.5", 12.5), ("2026-13-01T00:00:00", nil), ("yesterday", nil),
        ("", nil), ("2026-11-29T08:00:00+1", 1_795_935_600),
    ]

    @Test(arguments: stamps) func timeStampsAreRead(_ text: String, _ seconds: Double?) {
        #expect(TimeStamp.seconds(text) == seconds)
    }
}
