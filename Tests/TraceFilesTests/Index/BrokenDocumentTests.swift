import CreditEngine
import Testing

@testable import TraceFiles

/// Broken documents are refused where they are broken; no run is made up of what their lines hold.
struct BrokenDocumentTests {
    private static let head = "{\n \"messages\": [\n  {\"name\": \"a\", \"content\": \"one\"},\n"

    /// The text, the line of the fault, and a part of the reason.
    static let broken: [(String, Int, String)] = [
        (head + "  {\"name\": \"b\" \"content\": \"two\"}\n ]\n}\n", 4, "expected ',' or '}'"),
        (
            "[\n{\"name\": \"a\", \"content\": \"one\"},\n{\"name\": \"b\", \"content\": bad}\n]\n", 3,
            "expected a value"
        ),
        ("{\"a\":1\n", 1, "the document ends too early (byte 7)"), ("{\"a\":\n1\n\n\n", 2, "ends too early (byte 2)"),
    ]

    @Test(arguments: broken) func isOneBadLine(_ text: String, _ line: Int, _ reason: String) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(text, name: "run.json")
        #expect(catalogue.count == 0 && report.badLines.map(\.line) == [line])
        #expect(try #require(report.badLines.first).reason.contains(reason) && report.reconciles)
    }

    /// A line that was cut is a bad line, and the lines after it are read.
    static let cut: [(String, [String])] = [
        ("{\"run_id\": \"r\", \"ag\n{\"run_id\": \"r\", \"agent\": \"b\", \"content\": \"two\"}\n", ["two"]),
        (
            "{\"run_id\": \"r\", \"agent\": \n{\"run_id\": \"r\", \"agent\": \"b\", \"content\": \"two\"}\n{\"run_id\": \"r\", \"agent\": \"b\", \"content\": \"three\"}\n",
            ["two", "three"]
        ),
        (
            "{\"run_id\": \"r\", \"agent\": \"a\", \"content\": \"on\ne\"}\n{\"run_id\": \"r\", \"agent\": \"b\", \"content\": \"two\"}\n",
            ["two"]
        ),
    ]

    @Test(arguments: cut) func linesAfterACutOneAreRead(_ text: String, _ said: [String]) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(text)
        #expect(try catalogue.trace().messages.map(\.output) == said)
        #expect(report.counts.bad > 0 && report.reconciles)
    }

    @Test(arguments: [
        ("\u{0}\u{0}\u{0}\n", "NUL bytes stand where a value is expected")
    ])
    func theReasonSaysWhatFollows(_ text: String, _ reason: String) throws {
        let (_, report) = try TemporaryFolder().catalogue(
            text + "{\"run_id\":\"r\",\"agent\":\"a\",\"content\":\"y\"}\n")
        #expect(try #require(report.badLines.first).reason.contains(reason))
        #expect(report.counts.kept == 1)
    }
}
