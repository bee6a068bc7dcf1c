import CreditEngine
import Testing

@testable import Inspector

/// Where no answer is recorded, the end of the run stands in its place, and says that it is no recorded answer.
struct RunEndTests {
    private func trace(_ output: String?) -> Trace {
        Trace(
            id: "t", problem: nil, agents: [Agent(name: "a")],
            messages: output.map { [Message(ordinal: 0, turn: 1, agent: 0, output: $0)] } ?? [],
            outcome: Outcome(success: false))
    }

    @Test(
        arguments: [
            ("I add.\nFinal answer:  1350 euros\n \n", "Final answer: 1350 euros"),
            ("FINAL ANSWER: 20\n\nRUN.SH COMPLETE !#!#\n", "FINAL ANSWER: 20"),
            ("I add.\nIt is 7.\n", "It is 7."), ("The answer is:\n\n7", "7"), (" \n", nil), (nil, nil),
        ] as [(String?, String?)])
    func theLastWordsStandThere(output: String?, shown: String?) {
        #expect(RunTaskText.lastWords(of: trace(output)) == shown)
    }

    @Test func theLastWordsAreInert() {
        #expect(RunTaskText.lastWords(of: trace("\u{1B}[2Jgone"))?.contains("\u{1B}") == false)
    }

    @Test func anAnswerBeforeASignOffIsFound() {
        var run = trace("The answer is 661.")
        run.messages.append(Message(ordinal: 1, turn: 2, agent: 0, output: "TERMINATE"))
        #expect(RunTaskText.lastWords(of: run) == "The answer is 661.")
    }

    @Test func theHeadSaysIt() {
        var canvas = Canvas(size: Size(columns: 200, rows: 10), isAscii: false)
        RunTaskHead(trace: trace("Final answer: 1350 euros")).draw(on: &canvas, rows: 2)
        #expect(canvas.frame.text.contains("given last words: Final answer: 1350 euros"))
    }
}
