import Testing

@testable import CreditEngine

@Suite("Who speaks in a replay")
struct SpeakingOrderTests {
    static func run(_ said: [(turn: Int, agent: String, words: String)]) -> Trace {
        var trace = Trace(id: "r", problem: Problem(id: "p", input: "How many?"), outcome: Outcome(success: false))
        for (ordinal, said) in said.enumerated() {
            if !trace.agents.contains(where: { $0.name == said.agent }) { trace.agents.append(Agent(name: said.agent)) }
            let agent = trace.agents.firstIndex { $0.name == said.agent } ?? 0
            trace.messages.append(Message(ordinal: ordinal, turn: said.turn, agent: agent, output: said.words))
        }
        return trace
    }

    /// A run whose router names who speaks next, and names nobody in the end.
    static let routed = run([
        (1, "router", "counter, please count the jars."), (1, "counter", "I see 17."),
        (2, "router", "Let us hear the reviewer."), (2, "reviewer", "17 is low; counter missed a shelf."),
        (3, "router", "Counter, once more."), (3, "counter", "18."), (4, "router", "The answer is 18."),
    ])

    @Test("a run that keeps to the protocol's order goes on by it")
    func protocolOrder() {
        let trace = Self.run((0..<6).map { ($0 / 3 + 1, ["a", "b", "c"][$0 % 3], "x") })
        let order = SpeakingOrder(of: trace, by: .trio())
        #expect(order.rule == .protocolOrder)
        #expect(order.slots(after: 4) == [.init(turn: 2, agent: "b"), .init(turn: 2, agent: "c")])
    }

    @Test(
        "any other order of a run is kept as recorded",
        arguments: [
            [(1, "a"), (1, "b"), (2, "b"), (2, "c")], [(1, "a"), (1, "b"), (1, "c")], [(1, "b"), (1, "a"), (1, "c")],
            [(1, "a"), (1, "b"), (1, "c"), (2, "a"), (2, "b"), (2, "c"), (3, "a")],
        ] as [[(Int, String)]])
    func recordedOrder(said: [(Int, String)]) {
        let order = SpeakingOrder(of: Self.run(said.map { ($0.0, $0.1, "x") }), by: .trio())
        #expect(order.rule == .recordedOrder)
        #expect(order.slots(after: 1) == said.dropFirst().map { RunPlan.Slot(turn: $0.0, agent: $0.1) })
    }

    private static let team = Team(
        name: "routed", members: ["router", "counter", "reviewer"].map { Team.Member(name: $0, prompt: "You.") },
        aggregation: AggregationProtocol(turns: 4, order: ["router", "counter", "reviewer"]))

    @Test("a router is seen in the record, and its new words choose who speaks next")
    func router() async throws {
        let order = SpeakingOrder(of: Self.routed, by: Self.team)
        #expect(order.rule == .router("router"))
        let model = ScriptedModel(["Reviewer, what do you think?", "Fine.", "We are done: 17."])
        let replayer = TeamReplayer(
            Self.routed, runner: TeamRunner(team: Self.team, models: TeamModels(model), evaluator: nil))
        let run = try await replayer.runner.run(
            RunPlan(replaying: Self.routed, keeping: 2, id: "r", seeding: Seeding(replay: 1), order: order),
            as: Self.team)
        #expect(
            run.messages.map { run.agents[$0.agent].name } == ["router", "counter", "router", "reviewer", "router"])
        #expect(run.messages.map(\.turn) == [1, 1, 2, 2, 3])
    }

    @Test("a router that never comes to an end gives no outcome")
    func endless() async throws {
        let order = SpeakingOrder(of: Self.routed, by: Self.team)
        let runner = TeamRunner(team: Self.team, models: TeamModels(ScriptedModel(["counter, again"])))
        let plan = RunPlan(replaying: Self.routed, keeping: 1, id: "r", seeding: Seeding(replay: 1), order: order)
        await #expect(throws: SpeakingOrder.Fault.self) { try await runner.run(plan) }
    }

    @Test("nobody is a router whose words do not say who spoke next")
    func noRouter() {
        var trace = Self.routed
        trace.messages[2].output = "Next, please."
        #expect(SpeakingOrder(of: trace, by: Self.team).rule == .recordedOrder)
    }

    @Test("members whom the record passed over stay silent, and those who spoke twice in a turn speak twice")
    func passedOver() async throws {
        let trace = Self.run([(1, "a", "x"), (1, "c", "y"), (1, "a", "z"), (2, "c", "w")])
        let model = ScriptedModel(["new"])
        let plan = RunPlan(
            replaying: trace, keeping: 1, id: "r", seeding: Seeding(replay: 0),
            order: SpeakingOrder(of: trace, by: .trio()))
        let again = try await TeamRunner(team: .trio(), models: TeamModels(model)).run(plan)
        #expect(again.messages.map { again.agents[$0.agent].name } == ["a", "c", "a", "c"])
        #expect(again.messages.map(\.turn) == [1, 1, 1, 2])
        #expect(Set(model.seen.map(\.seed)).count == 3)
    }
}
