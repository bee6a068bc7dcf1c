import Testing

@testable import CreditEngine

@Suite("What a replay cannot make again")
struct ReplayConditionsTests {
    private func replayer(_ trace: Trace, _ team: Team = .trio()) -> TeamReplayer {
        TeamReplayer(trace, runner: TeamRunner(team: team, models: TeamModels(ScriptedModel(["2"]))))
    }

    private let whole = SpeakingOrderTests.run((0..<6).map { ($0 / 3 + 1, ["a", "b", "c"][$0 % 3], "x") })

    @Test("a run as its protocol has it needs no word, and nothing is refused")
    func plain() {
        var trace = whole
        for index in trace.messages.indices { trace.messages[index].input = nil }
        let replayer = replayer(trace)
        #expect(replayer.conditions.notes.isEmpty)
        #expect((0...6).allSatisfy { replayer.refusal(of: ReplayRequest(prefix: $0, seed: 1)) == nil })
    }

    @Test("an agent that the team lacks is refused where it would have to speak again")
    func strangers() throws {
        let trace = SpeakingOrderTests.run([(1, "programmer", "x"), (1, "a", "y"), (2, "a", "z")])
        let replayer = replayer(trace)
        let why = try #require(replayer.refusal(of: ReplayRequest(prefix: 0, seed: 1)))
        #expect(why.contains("programmer") && why.contains("turn 1"))
        #expect(replayer.refusal(of: ReplayRequest(prefix: 1, seed: 1)) == nil)
    }

    @Test("tools are refused after the first message that is said anew, and what came before stays")
    func tools() async throws {
        var trace = SpeakingOrderTests.run([(1, "a", "x"), (1, "terminal", "exit 1"), (1, "b", "y"), (2, "a", "z")])
        trace.agents[1].kind = .tool
        var replayer = replayer(trace)
        let why = try #require(replayer.refusal(of: ReplayRequest(prefix: 0, seed: 1)))
        #expect(why.contains("terminal") && why.contains("runner"))
        #expect(replayer.refusal(of: ReplayRequest(prefix: 1, seed: 1)) == nil)
        // Nothing misleading is computed where nobody asked first.
        #expect(try await replayer.replay(ReplayRequest(prefix: 0, seed: 1)).ending == .undefined(why))
        // The message that called the tool cannot be replaced: what the tool returned would answer other words.
        #expect(replayer.refusal(of: Swap(at: 0, .text("w")).requests(seed: 1).replaced) != nil)

        trace = whole
        trace.messages[4].tools = [ToolCall(name: "search", arguments: "{}", result: "3")]
        replayer = self.replayer(trace)
        #expect(try #require(replayer.refusal(of: ReplayRequest(prefix: 0, seed: 1))).contains("search"))
        #expect(replayer.refusal(of: Swap(at: 4, .text("w")).requests(seed: 1).replaced) == nil)
        #expect(replayer.refusal(of: Swap(at: 4).requests(seed: 1).replaced) != nil)
    }

    @Test("a run that ended early is replayed to where it ended, and that is said")
    func ended() async throws {
        var trace = whole
        trace.messages.removeLast(3)
        let replayer = replayer(trace)
        #expect(replayer.conditions.notes.contains { $0.contains("ended in turn 1 of 2") })
        let again = try await replayer.replay(ReplayRequest(prefix: 2, seed: 1))
        #expect(again.spoken == 1)
    }

    @Test("members who do not speak in the record are named")
    func newMembers() {
        let trace = SpeakingOrderTests.run([(1, "a", "x"), (1, "c", "y"), (2, "a", "x"), (2, "c", "y")])
        #expect(replayer(trace).conditions.notes.contains { $0.contains("b ") && $0.contains("does not speak") })
    }

    @Test("recorded inputs that differ from what the protocol shows are counted")
    func inputs() async throws {
        let model = ScriptedModel(["2"])
        var trace = try await TeamRunner(team: .trio(), models: TeamModels(model)).run(
            RunPlan(id: "r", problem: Problem(id: "p", input: "?"), seeding: Seeding(replay: 1)))
        #expect(replayer(trace).conditions.notes.isEmpty)
        trace.messages[3].input = [PromptMessage(role: "user", content: "something else")]
        #expect(replayer(trace).conditions.notes.contains { $0.contains("1 of 6") })
    }
}
