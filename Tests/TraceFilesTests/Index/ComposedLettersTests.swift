import CreditEngine
import Testing

@testable import TraceFiles

/// Texts that only differ in how letters with marks are composed are one identifier.
struct ComposedLettersTests {
    @Test func areTheSameInTheIndexAndInReading() throws {
        let ids = [#"caf\u00e9"#, #"cafe\u0301"#, "tea"]
        let lines = ids.enumerated().map {
            #"{"type":"message","trace":"\#($1)","turn":1,"agent":"a","output":"\#($0)"}"# + "\n"
        }
        let (catalogue, report) = try TemporaryFolder().catalogue(lines.joined())
        #expect(report.runs.map(\.id) == ["café", "tea"])
        #expect(try catalogue.trace(0).messages.map(\.output) == ["0", "1"])
        #expect(try catalogue.trace(1).messages.map(\.output) == ["2"])
    }
}
