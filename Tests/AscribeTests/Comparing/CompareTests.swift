import Foundation
import Testing

/// Two recorded runs side by side in the real program.
@Suite struct CompareTests {
    @Test func twoRunsOfAFileAreComparedAndOneIsOpenedAtTheDivergence() throws {
        let scratch = try Scratch()
        let runs = try scratch.file(
            "runs.jsonl",
            """
            {"type":"trace","trace":"bad","problem":{"id":"p"},"seed":1}
            {"type":"message","trace":"bad","turn":1,"agent":"计划","output":"begin"}
            {"type":"message","trace":"bad","turn":2,"agent":"solver","output":"it is 17"}
            {"type":"outcome","trace":"bad","success":false}
            {"type":"trace","trace":"good","problem":{"id":"p"},"seed":2}
            {"type":"message","trace":"good","turn":1,"agent":"计划","output":"begin"}
            {"type":"message","trace":"good","turn":2,"agent":"solver","output":"it is 18"}
            {"type":"outcome","trace":"good","success":true}

            """)
        func screen(_ keys: String) throws -> String {
            try Program.run(["view", runs, "--headless", "--keys", keys, "--dump", "-"]).text
        }
        // The nearest run of the problem that ended differently is found by itself.
        let diff = try screen("<Enter>d")
        #expect(diff.contains("1 of 2 cells differ, first ▸ 2 solver"))
        #expect(diff.contains("− it is 17") && diff.contains("+ it is 18"))
        let opened = try screen("<Space><Space>d<Tab><Right><Enter>")
        #expect(opened.contains("› good") && opened.contains("┌ 2 solver"))
        #expect(try screen("<Space><Space>d<Enter><Esc><Esc>").contains("2 runs"))
    }
}
