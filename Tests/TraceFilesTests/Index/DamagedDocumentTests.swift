import CreditEngine
import Testing

@testable import TraceFiles

/// Damage in a document is named where it stands and costs nothing that can be read.
struct DamagedDocumentTests {
    private static func document(_ text: String, rest: String = "") -> String {
        """
        {
         "messages": [
          {"name": "mate", "content": "\(text)"},
          {"name": "cook", "content": "soup"}
         ]\(rest)
        }
        """
    }

    @Test(arguments: [
        (document(#"half \ud83d"#), "line 3", "lone surrogate"),
        (document(#"half \udc00 more"#), "line 3", "surrogate"),
        (document("soup", rest: ", \"mean\": NaN"), "line 5", "NaN"),
        (document("soup", rest: ", \"mean\": -Infinity"), "line 5", "Infinity"),
        (document("tab\there"), "line 3", "control character"),
    ]) func damageInADocumentIsReplacedAndNamed(_ text: String, _ line: String, _ what: String) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(text, name: "run.json")
        #expect(report.reconciles && report.failures.isEmpty)
        #expect(report.badLines.count == 1)
        #expect(report.badLines.first.map { "line \($0.line)" } == line)
        #expect(report.badLines.first?.reason.contains(what) == true)
        #expect(try catalogue.trace().messages.count == 2)
    }

    @Test func aListThatIsNeverClosedGivesItsWholeElements() throws {
        let text = """
            [
            {"run_id": "r", "agent": "a", "content": "one"},
            {"run_id": "r", "agent": "b", "content": "two"},
            {"run_id": "r", "agent": "c", "cont
            """
        let (catalogue, report) = try TemporaryFolder().catalogue(text, name: "run.json")
        #expect(report.reconciles)
        #expect(report.badLines.map(\.reason).first?.contains("never closed") == true)
        #expect(try catalogue.trace().messages.map(\.output) == ["one", "two"])
    }

    @Test(arguments: ["{\n \"messages\": [\n  {\"name\": \"a\",\n", "{\n \"messages\": [\n  oops\n ]\n}\n"])
    func aDocumentThatCannotBeMendedIsRefusedWithItsPlace(_ text: String) throws {
        let (_, report) = try TemporaryFolder().catalogue(text, name: "run.json")
        #expect(report.runs.isEmpty && report.reconciles)
        #expect(report.failures.count == 1 && report.badLines.count == 1)
    }

    @Test func recordsThatShareALineAreAllRead() throws {
        let text = """
            {"run_id":"r","agent":"a","content":"one"}{"run_id":"s","agent":"b","content":"two"}
            {"run_id":"r","agent":"a","content":"three"}\u{0}\u{0}\u{0}
            \u{0}\u{0}{"run_id":"r","agent":"b","content":"four"} {"run_id":"r","agent":"a","content":"five"}

            """
        let (catalogue, report) = try TemporaryFolder().catalogue(text)
        #expect(report.reconciles && report.counts.kept == 5 && report.counts.bad == 0)
        #expect(try catalogue.trace(0).messages.map(\.output) == ["one", "three", "four", "five"])
        #expect(try catalogue.trace(1).messages.map(\.output) == ["two"])
    }

    @Test func aCutRecordDoesNotMakeADocumentOfTheRest() throws {
        let text = "{\"run_id\":\"r\",\"agent\":\"a\",\"con\n{\"run_id\":\"r\",\"agent\":\"b\",\"content\":\"two\"}\n"
        let (catalogue, report) = try TemporaryFolder().catalogue(text)
        #expect(report.counts.bad == 1 && report.counts.kept == 1)
        #expect(try catalogue.trace().messages.map(\.output) == ["two"])
    }
}
