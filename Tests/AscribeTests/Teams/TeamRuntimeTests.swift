import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import ascribe
@testable import UseCases

/// Who speaks in the place of whom, and on which problems.
@Suite struct TeamRuntimeTests {
    private let disk: TeamOnDisk

    init() throws { disk = try TeamOnDisk() }

    private func source(_ team: String?, maxCalls: Int? = nil) -> TeamSource {
        TeamSource(
            team: team, maxCalls: maxCalls, session: StoreSession(folder: disk.folder + "/store", purpose: "a test"))
    }

    private func recorded(prompts: [String?] = ["as recorded", "as recorded", "as recorded"]) -> Trace {
        let names = ["researcher", "critic", "coordinator"]
        let members = zip(names, prompts).map { Team.Member(name: $0, prompt: $1, model: "gone") }
        return Trace(
            id: "run-9", problem: Problem(id: "p-3"),
            team: Team(members: members, aggregation: AggregationProtocol(turns: 2, order: names)),
            agents: names.map { Agent(name: $0) },
            messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "so", model: "somebody's")],
            outcome: Outcome(success: false, evaluator: "exact"))
    }

    @Test func anEmbeddedTeamIsRefusedTheProblemsOfOthers() throws {
        var source = source("simulated/root-echo")
        source.problems = "mine.jsonl"
        #expect(throws: TeamError.ownProblems("simulated/root-echo", "mine.jsonl")) { try source.runtime() }
        let words = ["--team", "simulated/delayed", "--problems", "mine.jsonl"]
        let refused = try Program.run(["sample", "--count", "1", "--out", disk.folder + "/runs.jsonl"] + words)
        #expect(refused.status == 64 && refused.complaint.contains("leave --problems out"), "\(refused.complaint)")
        let run = ["--trace", "run-1", "--turn", "2", "--agent", "researcher", "--problems", "mine.jsonl"]
        let swap = try Program.run(["swap", "SampleTraces/trio.jsonl"] + run)
        #expect(swap.status == 64 && swap.complaint.contains("leave --problems out"), "\(swap.complaint)")
    }

    @Test func aReplayKeepsTheRecordedPromptsAndTakesTheFilesModels() throws {
        _ = try disk.read(
            TeamOnDisk.whole.replacingOccurrences(of: "runner: {command: [python3, my_team.py]}", with: ""))
        let runtime = try source(disk.folder).runtime(for: recorded())
        #expect(runtime.team.members.map(\.prompt) == ["as recorded", "as recorded", "as recorded"])
        #expect(runtime.team.members.map(\.model) == [nil, "small", nil])
        #expect(runtime.team.aggregation?.turns == 2)
        #expect(runtime.evaluator?.name == "numeric")
        #expect(runtime.modelNames == ["tiny at http://127.0.0.1:8081/v1", "simulated/root-echo"])
        #expect(!runtime.isSimulated && runtime.limits.calls == 500)
        #expect(
            runtime.notes == [
                "prompts as run-9 recorded them; models, evaluator and limits from \(disk.folder)/team.yaml"
            ]
        )
        // The run names its problem only.
        #expect(try runtime.replayer(of: recorded()).trace.problem?.input == "What is 3 + 1?")
        #expect(throws: TeamError.noModel("huge", known: ["critic", "default", "small"])) {
            try runtime.model(named: "huge")
        }
    }

    @Test func aRunnerWithoutAnEvaluatorJudgesItsReplaysToo() throws {
        let own = TeamOnDisk.whole.replacingOccurrences(of: "evaluator: {kind: numeric}\n", with: "")
        _ = try disk.read(own)
        #expect(try source(disk.folder).runtime(for: recorded()).evaluator == nil)
        #expect(try source(disk.folder).runtime().evaluator == nil)
        _ = try disk.read(TeamOnDisk.whole)
        #expect(try source(disk.folder).runtime(for: recorded()).evaluator?.name == "numeric")
        // Without a runner somebody has to judge: whoever judged the run.
        _ = try disk.read(own.replacingOccurrences(of: "runner: {command: [python3, my_team.py]}", with: ""))
        #expect(try source(disk.folder).runtime(for: recorded()).evaluator?.name == "exact")
    }

    @Test func whatARunLeavesOutComesFromTheFileAndIsSaid() throws {
        _ = try disk.read(TeamOnDisk.head + "models: {default: {provider: simulated}, small: {provider: simulated}}\n")
        var trace = recorded(prompts: ["as recorded", nil, nil])
        let partly = try source(disk.folder).runtime(for: trace)
        #expect(partly.team.members.map(\.prompt) == ["as recorded", "You are critic.\n", "You are coordinator.\n"])
        #expect(partly.notes.contains { $0.contains("lacks prompts of critic, coordinator") })
        #expect(partly.evaluator?.name == "exact")
        #expect(partly.isSimulated && partly.label.hasSuffix(", simulated") && partly.budget == nil)
        trace.team = nil
        let wholly = try source(disk.folder).runtime(for: trace)
        #expect(wholly.team.members.map(\.name) == ["researcher", "critic", "coordinator"])
        #expect(wholly.notes.count == 1 && wholly.notes[0].contains("does not carry its team"))
    }

    @Test func withoutATeamTheRunsOwnSimulatedModelSpeaks() throws {
        #expect(throws: TeamError.noTeam) { try source(nil).runtime() }
        #expect(throws: ReplayError.noModel("somebody's")) { try source(nil).runtime(for: recorded()) }
        var trace = recorded()
        trace.messages[0].model = "simulated/and"
        let runtime = try source(nil).runtime(for: trace)
        #expect(
            runtime.isSimulated && runtime.label == "simulated/and, simulated"
                && runtime.modelNames == ["simulated/and"])
        #expect(runtime.problems.count == 240)
        #expect(ProblemSplit.Part.allCases.map { runtime.problems(in: $0).count } == [96, 96, 48])
    }

    @Test func aLimitOnTheCommandLineTakesThePlaceOfTheFiles() throws {
        _ = try disk.read(
            TeamOnDisk.whole.replacingOccurrences(of: "runner: {command: [python3, my_team.py]}", with: ""))
        let runtime = try source(disk.folder + "/team.yaml", maxCalls: 7).runtime()
        #expect(runtime.limits == BudgetLimits(calls: 7, cost: 5, milliseconds: 1_800_000))
        #expect(runtime.problems(in: .validate).count == 4)
        // Two of the ten are sealed; the others come in turn.
        let drawn = try (1...16).compactMap { try runtime.problem($0).id }
        #expect(Array(drawn.prefix(8)) == Array(drawn.suffix(8)) && Set(drawn).count == 8)
        #expect(Set(drawn).isDisjoint(with: runtime.problems(in: .test).compactMap(\.id)))
    }

    @Test func aJobIsNamedByWhatItAsks() throws {
        let runtime = try source("simulated/and").runtime()
        let first = try JobName.of("swap", runtime, trace: recorded(), ["n": .integer(1)])
        #expect(
            try JobName.of("swap", try source("simulated/and").runtime(), trace: recorded(), ["n": .integer(1)])
                == first)
        var other = recorded()
        other.messages[0].output = "otherwise"
        let others = [
            try JobName.of("swap", runtime, trace: recorded(), ["n": .integer(2)]),
            try JobName.of("measure", runtime, trace: recorded(), ["n": .integer(1)]),
            try JobName.of("swap", runtime, trace: other, ["n": .integer(1)]),
            try JobName.of("swap", try source("simulated/or").runtime(), trace: recorded(), ["n": .integer(1)]),
        ]
        #expect(Set(others + [first]).count == 5)
    }

    @Test func progressIsTold() throws {
        let budget = CallBudget(BudgetLimits(calls: 1_500, cost: 5), clock: SystemClock())
        let bar = ProgressBar("replay", budget: budget, line: LiveLine(isOn: false))
        #expect(
            bar.words(20, of: 60, first: 10, seconds: 30)
                == "▕████████                ▏ 20 of 60 replays · 2:00 left · 0 of 1,500 calls, $0.0000 of $5.00"
        )
        #expect(ProgressBar("run", line: LiveLine(isOn: false)).words(0, of: 0, seconds: 0).hasSuffix("▏ 0 of 0 runs"))
    }
}
