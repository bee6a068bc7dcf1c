import CreditEngine
import Testing

@testable import TraceFiles

@Suite("Searching message text")
struct MessageSearchTests {
    @Test(
        "finds text however its characters are written in the file",
        arguments: [
            (#"plain needle here"#, "needle", 1), (#"NEEDLE"#, "needle", 1), (#"n\u0065edle"#, "needle", 1),
            (#"caf\u00e9"#, "café", 1), ("café", "café", 1), (#"a\"b"#, "a\"b", 1), (#"a\/b"#, "a/b", 1),
            (#"one\ntwo"#, "one\ntwo", 1), (#"back\\slash"#, "back\\slash", 1), (#"nothing"#, "needle", 0),
            (#"\ud83d\ude42"#, "🙂", 1),
        ])
    func finds(written: String, needle: String, expected: Int) throws {
        let folder = try TemporaryFolder()
        let line = #"{"run_id":"needle","messages":[{"turn":1,"agent":"needle","content":"\#(written)"}]}"#
        let path = try folder.write(line + "\n" + line + "\n", to: "a.jsonl")
        let catalogue = try Catalogue(paths: [path])
        try catalogue.index { _ in true }
        // Only message text counts: the run and the agent are called needle, too.
        #expect(try catalogue.makeReader().messages(of: 0, matching: TextPattern(needle)) == expected)
    }
}
