import CreditEngine
import Testing

@testable import Inspector

/// The review queue: one run after the other is labelled by the keyboard alone.
@Suite struct LabelsScreenTests {
    private static func task(_ number: Int64 = 7, suspect: Cell? = Cell(turn: 7, agent: 1)) -> LabelTask {
        var (trace, _) = MadeUpRuns.math(id: "run-\(number)")
        trace.problem = Problem(input: "What is 17 modulo 5?", reference: "2")
        trace.outcome = Outcome(success: false, answer: "3")
        return LabelTask(
            number: number, trace: trace, reasons: ["researcher and critic are equally suspect"], suspect: suspect)
    }

    /// The queue as it is opened.
    private static func bench(columns: Int = 80, rows: Int = 24, task: LabelTask? = task()) throws -> TestBench {
        var bench = TestBench(columns: columns, rows: rows)
        try bench.press("Y")
        #expect(actions(&bench) == [.take])
        bench.send(
            .labelled(.take, .next(task, waiting: 12, agreement: ["ann and bob agree on 84 % of 25 items, κ 0.61"])))
        return bench
    }

    private static func actions(_ bench: inout TestBench) -> [LabelAction] {
        bench.takeEffects().compactMap { if case .label(let action, _) = $0 { action } else { nil } }
    }

    private static func label(_ change: (inout GivenLabel) -> Void) -> GivenLabel {
        var label = GivenLabel()
        change(&label)
        return label
    }

    @Test(arguments: [
        ("<Enter>", label { ($0.agent, $0.turn) = ("researcher", 7) }),
        ("g<Enter>", label { ($0.agent, $0.turn) = ("planner", 1) }),
        ("j<Enter>", label { ($0.agent, $0.turn) = ("researcher", 7) }),
        ("jj<Enter>", label { ($0.agent, $0.turn) = ("critic", 7) }), ("n", label { $0.isNobody = true }),
        ("on", label { ($0.isNobody, $0.success) = (true, true) }),
        ("ooa", label { $0.success = false }),
        (
            "fwrong unit<Enter>msee turn 3<Enter><Enter>",
            label { ($0.agent, $0.turn, $0.mode, $0.note) = ("researcher", 7, "wrong unit", "see turn 3") }
        ),
    ])
    func keysSayWho(keys: String, label: GivenLabel) throws {
        var bench = try Self.bench()
        try bench.press(keys)
        #expect(Self.actions(&bench) == [.give(label, item: 7)])
    }

    @Test func theNextRunComesWithoutWhatWasSaidOfTheLast() throws {
        var bench = try Self.bench()
        bench.send(.clock(20))
        try bench.press("fslip<Enter><Enter><Enter>")
        // A key that is pressed twice labels one run.
        #expect(Self.actions(&bench).count == 1)
        let given = LabelAction.give(Self.label { ($0.agent, $0.turn, $0.mode) = ("researcher", 7, "slip") }, item: 7)
        bench.send(.labelled(given, .next(Self.task(8, suspect: nil), waiting: 11, agreement: [])))
        #expect(bench.screen.contains("item 8") && !bench.screen.contains("slip"))
        #expect(bench.screen.contains("1 labelled, 11 wait") && bench.screen.contains("item 7 is labelled"))
        try bench.press("u")
        #expect(Self.actions(&bench) == [.undo])
        bench.send(.labelled(.undo, .next(Self.task(), waiting: 12, agreement: [])))
        #expect(bench.screen.contains("item 7") && bench.screen.contains("taken back"))
        try bench.press(">")
        #expect(Self.actions(&bench) == [.skip(7)])
    }

    @Test(arguments: [(80, 24), (200, 50)])
    func whatCameOfAskingAgainStandsBesideTheReason(columns: Int, rows: Int) throws {
        var task = Self.task()
        task.answers = [
            "asked again (researcher, turn 7): it succeeded, answer 2", "asked again (critic, turn 7): it failed",
        ]
        let bench = try Self.bench(columns: columns, rows: rows, task: task)
        let lines = bench.screen.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[1].contains("equally suspect") && lines[3].contains(task.answers[0]))
        #expect(lines[4].contains(task.answers[1]) && lines[5].hasPrefix("───"))
        #expect(bench.screen.contains("estimated first suspect"))
    }

    @Test func nothingIsSaidWithoutARunOrWhereNothingMayBeWritten() throws {
        var bench = try Self.bench(task: nil)
        #expect(bench.screen.contains("nothing is left to label"))
        try bench.press("<Enter>na>")
        #expect(Self.actions(&bench) == [])
        try bench.press("2")
        let second = bench.takeEffects().compactMap {
            if case .label(.take, let choice) = $0 { choice.isSecond } else { nil }
        }
        #expect(second == [true])
        bench.send(.labelled(.take, .failed("the store is busy; try again")))
        #expect(bench.screen.contains("the store is busy"))
    }

    @Test(arguments: [(80, 24), (200, 50), (60, 12)])
    func asItLooks(columns: Int, rows: Int) throws {
        try GoldenScreenTests.compare(try Self.bench(columns: columns, rows: rows).screen, "labels-\(columns)x\(rows)")
    }

    @Test func whatAgentsSaidIsMadeVisible() throws {
        var task = Self.task()
        task.reasons = ["\u{1B}[31m"]
        task.trace.messages[0].output = "\u{1B}]0;x\u{7}\u{202E}abc"
        let screen = try Self.bench(task: task).screen
        #expect(!screen.contains("\u{1B}") && !screen.contains("\u{202E}"))
    }
}
