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
            ("I add.\nFinal answer:  1350 euros\n \n", "not recorded; the run ends: Final answer: 1350 euros"),
            ("\u{1B}[2Jgone", "not recorded; the run ends: "), (" \n", "not recorded"), (nil, "not recorded"),
        ])
    func theLastLineStandsThere(output: String?, shown: String) {
        let end = RunTaskText.end(of: trace(output))
        #expect(end.hasPrefix(shown) && (shown.hasSuffix(": ") || end == shown))
        #expect(!end.contains("\u{1B}"))
    }

    @Test func theHeadSaysIt() {
        var canvas = Canvas(size: Size(columns: 200, rows: 10), isAscii: false)
        RunTaskHead(trace: trace("Final answer: 1350 euros")).draw(on: &canvas, rows: 2)
        #expect(canvas.frame.text.contains("given not recorded; the run ends: Final answer: 1350 euros"))
    }
}
