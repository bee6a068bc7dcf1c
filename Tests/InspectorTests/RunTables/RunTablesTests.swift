import CreditEngine
import Testing

@testable import Inspector

@Suite struct RunTablesTests {
    @Test func findsEveryCell() {
        for (trace, credit) in [MadeUpRuns.math(), MadeUpRuns.chinese()] {
            let book = RunTables(trace: trace, credit: credit, file: "f")
            for turn in 0...book.turns + 1 {
                for agent in -1...trace.agents.count {
                    let cell = Cell(turn: turn, agent: agent)
                    let messages = trace.messages.indices.filter { trace.messages[$0].cell == cell }
                    #expect(Array(book.messages(cell)) == messages)
                    let heat = credit.cells.first { $0.cell == cell }?.score
                    #expect(book.slot(cell)?.heat == (messages.isEmpty ? nil : heat))
                }
            }
            #expect(book.scoredCells[.joint] == credit.cells.filter { $0.score.value != nil }.count)
        }
    }

    @Test func looksAtSuspectsFirstThenByHeat() {
        let (trace, credit) = MadeUpRuns.math()
        let book = RunTables(trace: trace, credit: credit, file: "f")
        #expect(Array(book.hot.prefix(2)) == credit.suspects.map(\.cell))
        let rest = book.hot.dropFirst(2).map { book.slot($0)?.heat.value ?? -1 }
        #expect(rest == rest.sorted(by: >) && rest.allSatisfy { $0 >= 0.05 })
        #expect(Set(book.hot).count == book.hot.count)
    }

    @Test func theSameWordsAreShownOnce() {
        var (trace, credit) = MadeUpRuns.math()
        trace.messages[0].output = "17 % 5 = 3 and 4 + 4 = 9"
        let cell = trace.messages[0].cell
        let own = Evidence(message: 0, range: 0..<10, shows: "says “17 % 5 = 3”, which does not hold")
        let same = Evidence(message: 0, range: 0..<10, shows: "17 % 5 = 3 is false")
        let other = Evidence(message: 0, range: 15..<24, shows: "4 + 4 = 9 is false")
        let whole = Evidence(message: 0, shows: "calls a tool")
        if let place = credit.cells.firstIndex(where: { $0.cell == cell }) { credit.cells[place].evidence = [own] }
        if let place = credit.temporal.firstIndex(where: { $0.turn == cell.turn }) {
            credit.temporal[place].evidence = [same, other, whole, own]
        }
        let book = RunTables(trace: trace, credit: credit, file: "f")
        #expect(EvidenceText.evidence(book, cell) == [own, other, whole])
    }

    @Test func aTurnWithoutMessagesAndAnAgentWhoNeverSpeaks() {
        let messages = [
            Message(ordinal: 0, turn: 1, agent: 0, output: "a"),
            Message(ordinal: 1, turn: 900_000, agent: 0, output: "b"),
        ]
        let trace = Trace(id: "t", agents: [Agent(name: "a"), Agent(name: "silent")], messages: messages)
        let credit = EstimatedCredit(metric: "stall", temporal: [], structural: [], cells: [], suspects: [], states: [])
        let book = RunTables(trace: trace, credit: credit, file: "f")
        var screen = RunScreen(tables: book, run: 0, replay: .impossible("no team"), review: .impossible("no team"))
        var context = Context(session: Session(configuration: Configuration()), commands: Screens.commands)
        let view = View(size: Size(columns: 80, rows: 24), isByPerson: true, isCovered: false)
        screen.layOut(view, &context)
        #expect(screen.cell == Cell(turn: 1, agent: 0))
        let moved = screen.step(turns: 1)
        #expect(moved && screen.cell.turn == 900_000)
        let movedOn = screen.step(turns: 1)
        #expect(!movedOn)
        #expect(book.share(1) == .unscored("not scored"))
        #expect(book.temporalBar(5) == "?")
    }
}
