import CreditEngine
import Testing

/// Two runs aligned by turn and agent.
@Suite struct RunComparisonTests {
    /// A run from lines of `turn agent words`.
    private static func run(_ lines: [(Int, String, String)], id: String = "run", team: Team? = nil) -> Trace {
        var names: [String] = []
        for line in lines where !names.contains(line.1) { names.append(line.1) }
        let messages = lines.enumerated().map { index, line in
            Message(ordinal: index, turn: line.0, agent: names.firstIndex(of: line.1) ?? 0, output: line.2)
        }
        return Trace(id: id, team: team, agents: names.map { Agent(name: $0) }, messages: messages)
    }

    /// The comparison as text: one word a cell, `turn agent sign`.
    private static func text(_ comparison: RunComparison) -> [String] {
        comparison.entries.map { "\($0.cell.turn) \(comparison.agents[$0.cell.agent]) \($0.match)" }
    }

    @Test func cellsAreAlignedByTurnAndName() {
        let left = Self.run([(1, "a", "x"), (1, "b", "y"), (2, "a", "z"), (3, "b", "only")])
        let right = Self.run([(1, "b", "y"), (1, "a", "x"), (2, "a", "other"), (2, "c", "new")])
        let comparison = RunComparison(left: left, right: right)
        #expect(comparison.agents == ["a", "b", "c"])
        #expect(comparison.turns == 3)
        #expect(Self.text(comparison) == ["1 a same", "1 b same", "2 a differs", "2 c onlyRight", "3 b onlyLeft"])
        #expect(comparison.firstDivergence?.cell == Cell(turn: 2, agent: 0))
        #expect(RunComparison.Match.allCases.map(comparison.count) == [2, 1, 1, 1])
        #expect(comparison.differingByAgent == [1, 1, 1])
        #expect(comparison.index(of: Cell(turn: 2, agent: 2)) == 3)
        #expect(comparison.index(of: Cell(turn: 2, agent: 1)) == nil)
        #expect(comparison.rightMessages(comparison.entries[3]) == [3])
        #expect(comparison.leftMessages(comparison.entries[3]).isEmpty)
    }

    @Test func theFirstDivergenceIsTheFirstInTimeNotTheFirstColumn() {
        // The last agent of the turn speaks first in turn 2, and what it says makes the others differ.
        let left = Self.run([(1, "a", "x"), (1, "b", "y"), (2, "b", "go"), (2, "a", "went")])
        let right = Self.run([(1, "a", "x"), (1, "b", "y"), (2, "b", "stop"), (2, "a", "stopped")])
        let comparison = RunComparison(left: left, right: right)
        #expect(comparison.firstDivergence?.cell == Cell(turn: 2, agent: 1))
    }

    @Test func whoInterruptsDivergesFirst() {
        let left = Self.run([(1, "a", "x"), (1, "b", "y")])
        let right = Self.run([(1, "a", "x"), (1, "new", "!"), (1, "b", "z")])
        #expect(Self.text(RunComparison(left: left, right: right)) == ["1 a same", "1 new onlyRight", "1 b differs"])
    }

    @Test func severalMessagesToolsAndBytesCount() {
        let plain = Self.run([(1, "a", "caf\u{E9}"), (1, "a", "more")])
        #expect(RunComparison(left: plain, right: plain).firstDivergence == nil)
        let fewer = Self.run([(1, "a", "caf\u{E9}")])
        #expect(RunComparison(left: plain, right: fewer).count(.differs) == 1)
        let decomposed = Self.run([(1, "a", "cafe\u{301}"), (1, "a", "more")])
        #expect(RunComparison(left: plain, right: decomposed).count(.differs) == 1)
        var used = plain
        used.messages[1].tools = [ToolCall(name: "python", arguments: "1", result: "2")]
        var failed = used
        failed.messages[1].tools[0].result = nil
        failed.messages[1].tools[0].error = "2"
        #expect(RunComparison(left: used, right: failed).count(.differs) == 1)
        var seen = used
        seen.messages[0].input = [PromptMessage(role: "user", content: "else")]
        #expect(RunComparison(left: used, right: seen).firstDivergence == nil)
    }

    @Test func agentsOfOneNameAreToldApart() {
        let agents = [Agent(name: "a"), Agent(name: "a", kind: .tool)]
        let messages = [
            Message(ordinal: 0, turn: 1, agent: 0, output: "x"), Message(ordinal: 1, turn: 1, agent: 1, output: "y"),
        ]
        let trace = Trace(id: "r", agents: agents, messages: messages)
        let comparison = RunComparison(left: trace, right: trace)
        #expect(comparison.agents == ["a", "a"] && comparison.count(.same) == 2)
    }

    @Test func emptyAndBrokenRunsHaveNoCells() {
        let empty = Trace(id: "empty")
        #expect(RunComparison(left: empty, right: empty).entries.isEmpty)
        let broken = Trace(
            id: "b", agents: [Agent(name: "a")],
            messages: [
                Message(ordinal: 0, turn: 0, agent: 0, output: "x"),
                Message(ordinal: 1, turn: 1, agent: 7, output: "y"),
            ])
        #expect(RunComparison(left: empty, right: broken).entries.isEmpty)
    }

    /// Whatever the runs: every cell once, in the order of turns, and the other way round is the mirror image.
    @Test(arguments: 0..<40 as Range<UInt64>) func everyCellOnceAndMirrored(_ seed: UInt64) {
        func random(_ salt: UInt64) -> Trace {
            var state = seed &* 977 &+ salt
            func roll(_ n: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % n
            }
            var lines: [(Int, String, String)] = []
            for turn in 1...1 + roll(9) {
                for _ in 0..<roll(5) { lines.append((turn, ["a", "b", "c", "d"][roll(4)], ["x", "y"][roll(2)])) }
            }
            return Self.run(lines)
        }
        let (left, right) = (random(1), random(2))
        let there = RunComparison(left: left, right: right)
        let back = RunComparison(left: right, right: left)
        let cells = there.entries.map(\.cell)
        #expect(Set(cells).count == cells.count)
        #expect(cells.map(\.turn) == cells.map(\.turn).sorted())
        let messages = there.entries.reduce(0) { $0 + there.leftMessages($1).count + there.rightMessages($1).count }
        #expect(messages == left.messages.count + right.messages.count)
        for (index, entry) in there.entries.enumerated() { #expect(there.index(of: entry.cell) == index) }
        #expect(there.count(.onlyLeft) == back.count(.onlyRight) && there.count(.same) == back.count(.same))
        #expect(there.firstDivergence?.cell.turn == back.firstDivergence?.cell.turn)
    }

    @Test func promptsAreComparedBlockByBlock() {
        func team(_ prompts: [(String, String?)], turns: Int = 3) -> Team {
            Team(
                members: prompts.map { Team.Member(name: $0.0, prompt: $0.1) },
                aggregation: AggregationProtocol(turns: turns, order: ["a"], prompt: "Sum up."))
        }
        let compared = ComparedPrompts(
            left: team([("a", "One."), ("b", "Two."), ("c", "Three.")]),
            right: team([("b", "Two!"), ("a", "One."), ("d", "Four.")], turns: 4))
        #expect(compared.same == [.role("a"), .aggregation] && compared.differing == [.role("b")])
        #expect(compared.onlyLeft == [.role("c")] && compared.onlyRight == [.role("d")])
        #expect(compared.isProtocolSame == false && !compared.isSame)
        let unknown = ComparedPrompts(left: nil, right: team([("a", "One.")]))
        #expect(!unknown.isLeftRecorded && unknown.isRightRecorded && !unknown.isSame)
        #expect(unknown.onlyRight.isEmpty && unknown.isProtocolSame == nil)
    }
}
