import Testing

@testable import CreditEngine

/// What a call's result says of a failure, and which line of it is quoted.
struct FailureReportTests {
    private func line(_ text: String) -> String? {
        var copy = text
        return copy.withUTF8 { bytes in FailureReport.line(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    @Test(arguments: [
        ("Error: user not found", "Error: user not found"),
        ("  \nerror: 2 candidates\nmore", "error: 2 candidates"),
        ("Traceback (most recent call last):\n  File x\nKeyError: 'plums'\n", "KeyError: 'plums'"),
        ("lots of output\nProcess finished with exit code 3", "Process finished with exit code 3"),
        ("java.lang.IllegalStateException: closed\n at a.b(C.java:3)", "java.lang.IllegalStateException: closed"),
        ("{\"error\": \"no such order\"}", "{\"error\": \"no such order\"}"),
        ("Fehler: Datei fehlt", "Fehler: Datei fehlt"),
    ])
    func found(text: String, expected: String) { #expect(line(text) == expected) }

    @Test(arguments: [
        "", "fine", "3 shops found", "errors: 0", "The page is about the Error Theory of ethics and more.",
        "One\nan error in the middle\nlast", "exit code 0", "no errors",
    ])
    func none(text: String) { #expect(line(text) == nil) }

    @Test(
        arguments: [
            ("exitcode: 0 (execution succeeded)\nTwo writers tried and failed to join, yet each drew on it.", nil),
            ("exitcode: 0 (execution succeeded)\nFailed to read the page: 404", "Failed to read the page: 404"),
            ("exitcode: 0\nKeyError: 'plums'", "KeyError: 'plums'"),
            ("exitcode: 1 (execution failed)\nTwo writers failed to join.", "exitcode: 1 (execution failed)"),
            ("Two writers failed to join.", "Two writers failed to join."),
        ] as [(String, String?)])
    func ofProgramsThatExitedWell(text: String, expected: String?) throws {
        let facts = try #require(Reading(TraceSketch.trace([("codeTerminal", text)])).messages.first)
        var copy = text
        let quoted = copy.withUTF8 { bytes in facts.failure.map { String(decoding: bytes[$0], as: UTF8.self) } }
        #expect(quoted == expected)
    }
}
