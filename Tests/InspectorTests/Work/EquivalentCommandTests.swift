import Testing

@testable import CreditEngine
@testable import Inspector

/// A shell reads the words back as they were, and a screen can show them.
@Suite struct EquivalentCommandTests {
    @Test(arguments: [
        ("run-1", "run-1"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("", "''"), ("$(rm x)", "'$(rm x)'"),
        ("研究员", "研究员"), ("a\nb", #"$'a\nb'"#), ("\u{1B}[2J'\\", #"$'\033[2J\'\\'"#),
        ("x\u{202E}y", #"$'x\U0000202ey'"#), ("~root", "'~root'"), ("a;b", "'a;b'"),
    ]) func quotes(_ text: String, _ word: String) {
        #expect(EquivalentCommand.quoted(text) == word)
        #expect(VisibleText.escape(word) == word)
    }

    @Test func theOtherRunsFileAndHowTheFilesAreReadAreNamed() {
        let maker = EquivalentCommand(
            trace: MadeUpRuns.math().0, file: "standard input", options: ["--map=agent=the speaker"])
        let choice = SwapChoice.trace(run: 3, id: "run-3", file: "b.jsonl")
        #expect(
            maker.swap(Cell(turn: 7, agent: 1), choice, pairs: 20)
                == "ascribe swap - b.jsonl '--map=agent=the speaker' --trace run-000417 --turn 7 --agent researcher "
                + "--with trace --from-trace run-3 --samples 20")
    }

    @Test func valuesThatLookLikeOptionsStayValues() {
        var (trace, _) = MadeUpRuns.math(id: "--help")
        trace.agents[1].name = "-x y"
        let maker = EquivalentCommand(trace: trace, file: "-runs.jsonl")
        #expect(
            maker.swap(Cell(turn: 7, agent: 1), .trace(run: 3, id: "-q", file: "-runs.jsonl"), pairs: 5)
                == "ascribe swap ./-runs.jsonl --trace=--help --turn 7 --agent='-x y' --with trace --from-trace=-q "
                + "--samples 5")
    }
}
