import CreditEngine
import Foundation
import Testing

@testable import UseCases

/// Approved prompts find their places in a program's own files, and what has none is said.
struct ProgramPromptFilesTests {
    private static let old = "You are the clerk of a shop. Say the sum."
    private static let new = "You are the clerk of a shop. Say the sum. Count twice."
    private static let clerk = Block.role("clerk")

    private func files(_ files: [(String, String)], new: String = new) -> ProgramPromptFiles {
        ProgramPromptFiles(
            [(Self.clerk, Self.old, new)], in: "shop",
            files: files.map { (path: $0.0, text: $0.1) })
    }

    @Test func aFileThatIsThePromptTakesIt() {
        let found = files([("prompts/clerk.txt", Self.old + "\n"), ("notes.txt", "We have a clerk.")])
        #expect(
            found.changes == [.init(path: "prompts/clerk.txt", old: Self.old + "\n", new: Self.new + "\n")])
        #expect(found.unplaced.isEmpty)
    }

    @Test func aTemplateTakesWhatWasChanged() {
        let found = files([("clerk.txt", "You are the clerk of {place}. Say the sum.")])
        #expect(found.changes.map(\.new) == ["You are the clerk of {place}. Say the sum. Count twice."])
    }

    @Test func aLiteralOfTheProgramIsReplacedWhereItStandsOnce() {
        let source = "ask(\"\(Self.old)\", text)\n"
        #expect(files([("app.py", source)]).changes.map(\.new) == ["ask(\"\(Self.new)\", text)\n"])
        // A recording has the same words, and is no source.
        #expect(files([("runs.jsonl", source)]).changes.isEmpty)
    }

    @Test(arguments: [
        // Literals that follow one another, a continued line, a literal of many lines, escaped ends of lines.
        (
            "p = (\n  \"You are the clerk of a shop. \"\n  f\"Say the sum.\"\n)", new,
            "p = (\n  \"You are the clerk of a shop. \"\n  f\"Say the sum. Count twice.\"\n)"
        ),
        (
            "p = 'You are the clerk ' + \\\n  'of a shop. Say the sum.'",
            "You are the clerk of a shop. Say the whole sum.",
            "p = 'You are the clerk ' + \\\n  'of a shop. Say the whole sum.'"
        ),
        (
            "p = \"\"\"\n    You are the clerk of a shop.\n    Say the sum.\n    \"\"\"", old + "\nCount twice.",
            "p = \"\"\"\n    You are the clerk of a shop.\n    Say the sum.\n    Count twice.\n    \"\"\""
        ),
        (
            "p = \"You are the clerk of a shop.\\nSay the sum.\"", old + "\nCount twice.",
            "p = \"You are the clerk of a shop.\\nSay the sum.\\nCount twice.\""
        ),
        (
            "p = 'You are the clerk of a shop. Say the sum.'", "You are the clerk. Say the exact sum.",
            "p = 'You are the clerk. Say the exact sum.'"
        ),
    ])
    func wordsOfAPromptKeepTheLiteralsAroundThem(_ source: String, _ revised: String, _ changed: String) {
        for path in ["prompts.py", "lib/agents.ts"] {
            let found = files([(path, source)], new: revised)
            #expect(found.changes.map(\.new) == [changed])
            #expect(found.unplaced.isEmpty)
        }
    }

    @Test(arguments: [
        (
            "ask(\"You are the clerk \" + name + \" of a shop. Say the sum.\")", new,
            "no file of shop has its words one after another"
        ),
        ("a = '\(old)'", old + "\nCount.", "app.py: the revision adds a line, and the literal has none"),
        ("a = '\(old)'; b = '\(old)'", new, "app.py: the prompt stands there 2 times"),
        (
            "a = '\(old)'", old + " Don't guess.",
            "app.py: the revision adds characters that a literal may have to escape"
        ),
    ])
    func whatHasNoPlaceIsSaid(_ source: String, _ revised: String, _ reason: String) {
        let found = files([("app.py", source)], new: revised)
        #expect(found.changes.isEmpty && found.unplaced.map(\.block) == [Self.clerk])
        #expect(found.unplaced.first?.reason == reason)
    }
}
