import Testing

@testable import CreditEngine

@Suite struct LostRunTests {
    /// A run of three agents in so many turns.
    private func trace(turns: Int) -> Trace {
        let agents = ["a", "b", "c"].map { Agent(name: $0) }
        let messages = (0..<(3 * turns)).map {
            Message(ordinal: $0, turn: $0 / 3 + 1, agent: $0 % 3, output: "words \($0)")
        }
        return Trace(id: "t", problem: Problem(id: "p", input: "?"), agents: agents, messages: messages)
    }

    @Test(arguments: [1, 2, 5, 10], 0..<15)
    func aSwitchIsFoundInAsManyReplaysAsBisectionTakes(turns: Int, place: Int) throws {
        let trace = trace(turns: turns)
        let culprit = place % (3 * turns)
        var run = LostRun(trace, own: 3, weight: 0.5, winning: 7, couples: true, fresh: 100)
        var made = 0
        while let next = run.next {
            #expect(next.replay == 7)
            #expect(next.prefix > 0 && next.prefix < 3 * turns)
            run.observe(next.prefix <= culprit)
            made += 1
        }
        #expect(run.losses == [culprit: 0.5])
        #expect(1 << made <= 4 * 3 * turns, "\(made) replays for \(3 * turns) cells")
    }

    @Test func anUndefinedReplayLeavesTheLossUnknown() {
        var run = LostRun(trace(turns: 3), own: 3, weight: 1, winning: 1, couples: true, fresh: 100)
        run.observe(nil)
        #expect(run.next == nil)
        #expect(run.losses.isEmpty)
    }

    @Test(arguments: 0..<9)
    func withoutCouplingAFewReplaysPointAtTheCell(culprit: Int) {
        var run = LostRun(trace(turns: 3), own: 3, weight: 1, winning: 1, couples: false, fresh: 100)
        var made = 0
        while let next = run.next {
            run.observe(next.prefix <= culprit)
            made += 1
        }
        #expect(made <= LostRun.patience)
        let best = run.losses.max { $0.value < $1.value }
        #expect(best?.key == culprit)
        #expect(run.losses.values.reduce(0, +) <= 1 + 1e-9)
    }

    @Test func aReplayCostsTheFractionThatSpeaksAgain() {
        let trace = trace(turns: 5)
        let order = CellOrder(trace)
        #expect(PrefixReplay(trace: trace, order: order, prefix: 0, replay: 1).cost == 1)
        #expect(abs(PrefixReplay(trace: trace, order: order, prefix: 12, replay: 1).cost - 0.2) < 1e-12)
    }

    @Test(arguments: [nil, true, false] as [Bool?])
    func theJournalKeepsReplays(success: Bool?) {
        var result = ReplayedPrefix()
        result.success = success
        result.calls = 11
        result.same = success == true
        guard success != nil else { return }
        #expect(ReplayedPrefix(journaled: result.journalText) == result)
        #expect(ReplayedPrefix(journaled: "something else") == nil)
    }
}
