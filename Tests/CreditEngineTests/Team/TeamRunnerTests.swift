import CreditEngine
import Synchronization
import Testing

@Suite struct TeamRunnerTests {
    private let problem = Problem(id: "p", input: "What is 2 + 2?", reference: "4")

    private func run(_ model: ScriptedModel, _ team: Team = .trio(), _ plan: RunPlan? = nil) async throws -> Trace {
        let runner = TeamRunner(team: team, models: TeamModels(model), evaluator: AnswerEvaluator.numeric())
        return try await runner.run(plan ?? RunPlan(id: "r", problem: problem, seeding: Seeding(replay: 0)))
    }

    @Test func everyoneReadsEverythingSaidBefore() async throws {
        let model = ScriptedModel()
        let trace = try await run(model)
        #expect(trace.messages.map(\.output) == (1...6).map { "answer \($0)" })
        #expect(trace.messages.map(\.turn) == [1, 1, 1, 2, 2, 2])
        #expect(trace.agents.map(\.name) == ["a", "b", "c"])
        #expect(
            model.seen[3].messages == [
                PromptMessage(role: "system", content: "You are a."),
                PromptMessage(
                    role: "user",
                    content: """
                        Problem:
                        What is 2 + 2?

                        Conversation so far:
                        [turn 1] a: answer 1
                        [turn 1] b: answer 2
                        [turn 1] c: answer 3

                        It is turn 2 of 2. You are a. Write your message.
                        """),
            ])
        #expect(model.seen[0].messages[1].content.contains("Conversation so far:\n(nothing yet)\n"))
        #expect(model.seen[2].messages[0].content == "You are c.\n\nSum up.")
        #expect(trace.messages.map(\.input) == model.seen.map(\.messages))
        #expect(trace.messages.map(\.seed) == model.seen.map(\.seed))
    }

    @Test func aSeedThatTheModelDidNotTakeIsNotRecorded() async throws {
        let model = ScriptedModel(isUnseeded: true)
        let trace = try await run(model)
        #expect(model.seen.allSatisfy { $0.seed != nil } && trace.messages.allSatisfy { $0.seed == nil })
    }

    @Test func onlyTheAggregatorIsCarriedToTheNextTurn() async throws {
        let model = ScriptedModel()
        _ = try await run(model, .trio(.aggregated, turns: 3))
        let talk = model.seen.map { request in
            request.messages[1].content.split(separator: "\n").filter { $0.hasPrefix("[turn") }
                .map { String($0.suffix(1)) }.joined()
        }
        #expect(talk == ["", "", "12", "3", "3", "345", "6", "6", "678"])
    }

    @Test func messagesAreHandedOverAsTheyHappen() async throws {
        let model = ScriptedModel()
        let heard = Mutex<[Message]>([])
        let runner = TeamRunner(team: .trio(), models: TeamModels(model), clock: SteppingClock())
        let trace = try await runner.run(RunPlan(id: "r", problem: problem, seeding: Seeding(replay: 0))) { message in
            heard.withLock { $0.append(message) }
        }
        #expect(heard.withLock { $0 } == trace.messages)
        #expect(trace.messages.allSatisfy { $0.latency == 5 })
        #expect(trace.outcome == nil)
    }

    @Test(arguments: [nil, 40.0])
    func anAnswerThatIsReadBackIsNotTimed(latency: Double?) async throws {
        struct Keeping: LanguageModel {
            let latency: Double?
            func reply(to request: ModelRequest) -> ModelReply {
                ModelReply(text: "42", latency: latency, isKept: true)
            }
        }
        let runner = TeamRunner(
            team: .trio(), models: TeamModels(Keeping(latency: latency)), clock: SteppingClock())
        let trace = try await runner.run(RunPlan(id: "r", problem: problem, seeding: Seeding(replay: 0)))
        #expect(trace.messages.allSatisfy { $0.latency == latency })
        #expect(Rollout(trace).latency == latency.map { $0 * Double(trace.messages.count) })
    }

    @Test(arguments: 0...6)
    func aPrefixIsKeptAndTheRestSpeaksAgain(kept: Int) async throws {
        let first = try await run(ScriptedModel(["one 1", "two 2", "three 3", "five 5"]))
        let model = ScriptedModel(["new"])
        let again = try await run(
            model, .trio(),
            RunPlan(
                replaying: first, keeping: kept, id: "r", seeding: Seeding(replay: 4),
                order: SpeakingOrder(of: first, by: .trio())))
        #expect(
            again.messages.map(\.output) == first.messages.prefix(kept).map(\.output)
                + Array(repeating: "new", count: 6 - kept))
        #expect(model.seen.count == 6 - kept)
        #expect(again.messages.map(\.ordinal) == Array(0..<6))
        #expect(again.agents == first.agents)
    }

    @Test func aToolInThePrefixIsHeardAndNeverAsked() async throws {
        let said = ["x", "exit 1", "y"].enumerated().map { place, words in
            Message(ordinal: place, turn: 1, agent: place, output: words)
        }
        let recorded = Trace(
            id: "r", problem: problem,
            agents: [Agent(name: "a"), Agent(name: "terminal", kind: .tool), Agent(name: "b")], messages: said)
        let model = ScriptedModel()
        let trace = try await run(
            model, .trio(),
            RunPlan(
                replaying: recorded, keeping: 2, id: "r", seeding: Seeding(replay: 0),
                order: SpeakingOrder(of: recorded, by: .trio())))
        #expect(trace.messages.map(\.output) == ["x", "exit 1", "answer 1"])
        #expect(model.seen[0].messages[1].content.contains("[turn 1] terminal: exit 1\n"))
    }

    @Test func pinnedCellsSayTheirWords() async throws {
        let pins: [RunPlan.Slot: [String]] = [
            RunPlan.Slot(turn: 1, agent: "b"): ["first", "second"], RunPlan.Slot(turn: 2, agent: "a"): [],
        ]
        let trace = try await run(
            ScriptedModel(), .trio(), RunPlan(id: "r", problem: problem, seeding: Seeding(replay: 0), pins: pins))
        #expect(trace.messages.map(\.output) == ["answer 1", "first", "second", "answer 2", "answer 3", "answer 4"])
        #expect(trace.messages[1].seed == nil)
    }

    @Test func anAgentMaySpeakTwiceInATurn() async throws {
        var team = Team.trio(turns: 1)
        team.aggregation?.order = ["a", "b", "a"]
        let model = ScriptedModel()
        let trace = try await run(model, team)
        #expect(trace.messages.map(\.agent) == [0, 1, 0])
        #expect(Set(model.seen.map(\.seed)).count == 3)
        let again = try await run(
            ScriptedModel(["z"]), team,
            RunPlan(
                replaying: trace, keeping: 2, id: "r", seeding: Seeding(replay: 0),
                order: SpeakingOrder(of: trace, by: team)))
        #expect(again.messages.map(\.output) == ["answer 1", "answer 2", "z"])
    }

    @Test func theAggregatorGivesTheAnswer() async throws {
        var team = Team.trio(turns: 1)
        team.aggregation?.order = ["c", "a", "b"]
        let trace = try await run(ScriptedModel(["The answer is 4.", "no, 5", "I say 6"]), team)
        #expect(trace.outcome == Outcome(success: true, score: 1, answer: "4", evaluator: "numeric"))
    }

    @Test func aTeamThatCannotRunSaysWhy() async throws {
        var team = Team.trio()
        team.aggregation?.order = ["a", "zoe"]
        await #expect(throws: TeamRunError.unknownSpeaker("zoe")) { try await run(ScriptedModel(), team) }
        team.aggregation = nil
        await #expect(throws: TeamRunError.noProtocol) { try await run(ScriptedModel(), team) }
        let plan = RunPlan(id: "r", problem: Problem(id: "p"), seeding: Seeding(replay: 0))
        await #expect(throws: TeamRunError.noQuestion) { try await run(ScriptedModel(), .trio(), plan) }
    }

    @Test func aCancelledRunEndsWithoutATrace() async throws {
        let model = ScriptedModel()
        let runner = TeamRunner(team: .trio(), models: TeamModels(model))
        let plan = RunPlan(id: "r", problem: problem, seeding: Seeding(replay: 0))
        let task = Task {
            try await runner.run(plan) { _ in withUnsafeCurrentTask { $0?.cancel() } }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(model.seen.count == 1)
    }

    @Test func membersMayHaveTheirOwnModels() async throws {
        var team = Team.trio(turns: 1)
        team.members[1].model = "small"
        let (big, small) = (ScriptedModel(["big"]), ScriptedModel(["small"]))
        let runner = TeamRunner(team: team, models: TeamModels(big, named: ["small": small]))
        let trace = try await runner.run(RunPlan(id: "r", problem: problem, seeding: Seeding(replay: 0)))
        #expect(trace.messages.map(\.output) == ["big", "small", "big"])
        #expect(small.seen[0].model == "small")
    }
}
