import CreditEngine
import Testing

@testable import UseCases

/// Runs of different teams in one folder make no common team, and every agent has a file of its own.
@Suite("Drafting teams from recorded runs")
struct RecordedTeamsTests {
    private func run(_ id: String, _ agents: [String], team: String? = nil) -> Trace {
        var trace = Trace(id: id, agents: agents.map { Agent(name: $0) })
        trace.messages = agents.indices.map { Message(ordinal: $0, turn: 1, agent: $0, output: "x") }
        if let team { trace.team = Team(name: team, members: agents.map { .init(name: $0) }) }
        return trace
    }

    @Test("runs whose agents are among those of another are its team's; a common agent alone is not enough")
    func groups() {
        let teams = RecordedTeams([
            run("a", ["dock"]), run("b", ["dock", "crane"]), run("c", ["cook", "critic"]),
            run("d", ["dock", "critic"]),
            run("e", ["crane"]), run("f", []),
        ])
        #expect(teams.groups.map { $0.runs.map(\.id) } == [["a", "b", "e"], ["c"], ["d"]])
        #expect(teams.groups.map(\.agents) == [["dock", "crane"], ["cook", "critic"], ["dock", "critic"]])
    }

    @Test("recorded names tell teams apart that have the same agents, and join those that do not")
    func names() {
        let teams = RecordedTeams([
            run("a", ["dock", "crane"], team: "north"), run("b", ["dock", "crane"], team: "south"),
            run("c", ["dock", "pilot"], team: "north"),
        ])
        #expect(teams.groups.map { $0.runs.map(\.id) } == [["a", "c"], ["b"]])
    }

    @Test("several teams are refused with a run of each, and one of them can be named")
    func choice() throws {
        let teams = RecordedTeams([run("a", ["dock"]), run("b", ["dock"]), run("c", ["cook", "critic"])])
        let refusal = #expect(throws: DraftError.self) { try teams.runs() }
        #expect(
            refusal?.description
                == "the runs are of 2 teams: dock (2 runs, such as a); cook, critic (1 run, such as c); name a run of the "
                + "one to draft with --like RUN, or make one team of all with --together")
        #expect(try teams.runs(like: "c").map(\.id) == ["c"])
        #expect(try RecordedTeams([run("a", ["dock"])]).runs().map(\.id) == ["a"])
        #expect(throws: DraftError.noRun("z")) { try teams.runs(like: "z") }
        #expect(throws: DraftError.nobody) { try RecordedTeams([run("f", [])]).runs() }
    }

    @Test("prompts have readable names in any script, none twice")
    func files() throws {
        let long = String(repeating: "長", count: 90)
        let agents = ["研究員", "批評家", "Критик", "critic", "Critic", "a/b: c", "⚙️", "---", long]
        let draft = try TeamDraft(of: [run("a", agents)], name: "team")
        let paths = draft.files.files.map(\.path).filter { $0.hasPrefix("prompts/") }
        #expect(
            paths.prefix(8) == [
                "prompts/研究員.md", "prompts/批評家.md", "prompts/Критик.md", "prompts/critic.md", "prompts/Critic-2.md",
                "prompts/a-b-c.md", "prompts/agent.md", "prompts/agent-2.md",
            ])
        #expect(paths.count == agents.count && paths.allSatisfy { $0.utf8.count <= 180 })
    }
}
