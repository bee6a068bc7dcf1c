import Testing

@testable import CreditEngine

@Suite("Runs made elsewhere")
struct AdoptedRunTests {
    private func run(_ said: [(Int, String, String)]) -> Trace {
        var agents: [Agent] = []
        let messages = said.enumerated().map { place, said in
            if !agents.contains(where: { $0.name == said.1 }) { agents.append(Agent(name: said.1)) }
            let agent = agents.firstIndex { $0.name == said.1 } ?? 0
            return Message(ordinal: place, turn: said.0, agent: agent, output: said.2)
        }
        return Trace(id: "elsewhere", agents: agents, messages: messages, outcome: Outcome(success: true))
    }

    private func plan(pins: [RunPlan.Slot: [String]] = [:]) -> RunPlan {
        let kept = Message(ordinal: 0, turn: 1, agent: 1, output: "six", seed: 3)
        return RunPlan(
            id: "t", problem: Problem(id: "p"), seeding: Seeding(replay: 9), prefix: [kept],
            agents: [Agent(name: "b"), Agent(name: "a")], pins: pins)
    }

    @Test("speakers, kept messages and the name are the plan's own")
    func adopts() throws {
        let answer = try plan().adopt(run([(1, "a", "six"), (1, "c", "new"), (2, "b", "8")]), of: .trio())
        #expect(answer.id == "t" && answer.seed == 9 && answer.team == .trio())
        #expect(answer.agents.map(\.name) == ["b", "a", "c"])
        #expect(answer.messages.map(\.agent) == [1, 2, 0] && answer.messages[0].seed == 3)
        #expect(answer.outcome?.success == true)
    }

    @Test("a run that does something else is no answer")
    func departs() {
        let other = run([(1, "a", "seven"), (1, "b", "x")])
        #expect(throws: RunDeparture.kept(turn: 1, agent: "a")) { try plan().adopt(other, of: .trio()) }
        #expect(throws: RunDeparture.empty) { try plan().adopt(run([]), of: .trio()) }
        let given = plan(pins: [.init(turn: 1, agent: "b"): ["y"]])
        #expect(throws: RunDeparture.given(turn: 1, agent: "b")) {
            try given.adopt(run([(1, "a", "six"), (1, "b", "x")]), of: .trio())
        }
        #expect(throws: RunDeparture.given(turn: 1, agent: "b")) {
            try given.adopt(run([(1, "a", "six")]), of: .trio())
        }
        let silent = plan(pins: [.init(turn: 1, agent: "b"): []])
        #expect(throws: RunDeparture.given(turn: 1, agent: "b")) {
            try silent.adopt(run([(1, "a", "six"), (1, "b", "x")]), of: .trio())
        }
    }

    @Test("a run may end before a later given cell, and not jump over it")
    func endsEarly() throws {
        let plan = plan(pins: [.init(turn: 1, agent: "b"): ["y"], .init(turn: 3, agent: "b"): ["z"]])
        let early = run([(1, "a", "six"), (1, "b", "y"), (2, "a", "done")])
        #expect(try plan.adopt(early, of: .trio()).messages.count == 3)
        let jumped = run([(1, "a", "six"), (1, "b", "y"), (4, "a", "done")])
        #expect(throws: RunDeparture.given(turn: 3, agent: "b")) { try plan.adopt(jumped, of: .trio()) }
    }
}
