import Testing

@testable import CreditEngine

@Suite("Replays by the team")
struct TeamReplayerTests {
    /// Judges by the last message: a number in it is the score in tenths.
    private struct Tenths: Evaluator {
        let name = "tenths"
        func outcome(of run: FinishedRun) -> Outcome? {
            AnswerText.number(in: run.answerText ?? "").flatMap(\.value).map {
                Outcome(success: $0 >= 5, score: $0 / 10)
            }
        }
    }

    private struct Broken: LanguageModel {
        struct Down: Error, CustomStringConvertible { let description = "the line is down" }
        func reply(to request: ModelRequest) async throws -> ModelReply { throw Down() }
    }

    private let trace: Trace = {
        var trace = Trace(
            id: "t", problem: Problem(id: "p", input: "How many?"), team: .trio(),
            agents: ["a", "b", "c"].map { Agent(name: $0) },
            messages: ["6", "7", "7 it is", "8", "7", "so 9"].enumerated().map {
                Message(ordinal: $0.offset, turn: $0.offset / 3 + 1, agent: $0.offset % 3, output: $0.element)
            })
        trace.outcome = Outcome(success: true, score: 0.9)
        return trace
    }()

    private func replay(_ request: ReplayRequest, _ model: any LanguageModel) async throws -> ReplayResult {
        let runner = TeamRunner(team: .trio(), models: TeamModels(model), evaluator: Tenths())
        return try await TeamReplayer(trace, runner: runner).replay(request)
    }

    @Test("everything kept is the recorded outcome, judged again, at no cost")
    func kept() async throws {
        let model = ScriptedModel()
        let result = try await replay(ReplayRequest(prefix: 6, seed: 1), model)
        #expect(result.outcome == 0.9 && result.spoken == 0 && model.seen.isEmpty)
    }

    private struct Elsewhere: Runner {
        let repeatsEffects: Bool
        func run(_ plan: RunPlan, as team: Team) async throws -> Trace { throw CancellationError() }
    }

    @Test("state outside the messages is thought of where a replay does not do again what tools did")
    func state() {
        var tooled = trace
        tooled.messages[0].tools = [ToolCall(name: "write")]
        for (run, repeats, expected) in [(trace, false, true), (trace, true, false), (tooled, true, false)] {
            let replayer = TeamReplayer(run, runner: Elsewhere(repeatsEffects: repeats), team: .trio())
            #expect(replayer.mayHaveState == expected)
        }
        let inside = TeamRunner(team: .trio(), models: TeamModels(ScriptedModel()), evaluator: Tenths())
        #expect(!TeamReplayer(trace, runner: inside).mayHaveState && TeamReplayer(tooled, runner: inside).mayHaveState)
    }

    @Test("later cells speak again, kept ones are pinned")
    func pinned() async throws {
        let model = ScriptedModel(["2"])
        var kept = CellSet(prefix: 2)
        kept.insert(4)
        let result = try await replay(ReplayRequest(kept: kept, seed: 1), model)
        #expect(result.outcome == 0.2 && result.spoken == 3)
        let last = try #require(model.seen.last?.messages.last?.content)
        #expect(last.contains("[turn 1] b: 7\n[turn 1] c: 2\n[turn 2] a: 2\n[turn 2] b: 7\n"))
        #expect(model.seen.count == 3)
    }

    @Test(
        "a replacement stands where the cell stood",
        arguments: [
            (.noOp, "I don't have enough information to contribute.", 3), (.text("typed"), "typed", 3),
            (.reference("right"), "right", 3), (.trace(id: "u", words: ["elsewhere"]), "elsewhere", 3),
            (.majority, "6", 3), (.concatenation, "6\n\n7", 3), (.prompt("Be brief."), "2", 4), (.model("m"), "2", 4),
            (.said(["before"]), "before", 3), (.resample, "2", 4),
        ] as [(Replacement, String, Int)])
    func replaced(by: Replacement, words: String, spoken: Int) async throws {
        let model = ScriptedModel(["2"])
        let result = try await replay(Swap(at: 2, by).requests(seed: 5).replaced, model)
        #expect(result.spoken == spoken && result.outcome == 0.2)
        let next = try #require(model.seen.first { $0.messages.last?.content.contains("It is turn 2") == true })
        #expect(next.messages.last?.content.contains("[turn 1] c: \(words)\n") == true)
        #expect(model.seen.count == spoken)
        let systems = model.seen.compactMap { $0.messages.first?.content }
        #expect(systems.contains { $0.hasPrefix("Be brief.") } == (by == .prompt("Be brief.")))
        #expect(model.seen.contains { $0.model == "m" } == (by == .model("m")))
        let seed = Seeding(replay: 5).seed(problem: "p", turn: 1, agent: "c")
        #expect(model.seen.contains { $0.seed == seed } == (spoken == 4))
        #expect(!by.label.isEmpty)
    }

    /// Runs whole runs only, as a person's own system may.
    private struct Whole: Runner {
        let runner: TeamRunner
        func run(_ plan: RunPlan, as team: Team) async throws -> Trace {
            var plan = plan
            plan.last = nil
            return try await runner.run(plan, as: team)
        }
    }

    @Test(
        "a runner that runs on where it could end gives the same replays",
        arguments: [.prompt("Be brief."), .model("m"), .said(["before"]), .noOp] as [Replacement])
    func anyRunner(by: Replacement) async throws {
        let request = Swap(at: 2, by).requests(seed: 5).replaced
        let (short, long) = (ScriptedModel(["2"]), ScriptedModel(["2"]))
        let whole = Whole(runner: TeamRunner(team: .trio(), models: TeamModels(long), evaluator: Tenths()))
        let result = try await TeamReplayer(trace, runner: whole, team: .trio()).replay(request)
        #expect(try await replay(request, short) == result)
        #expect(long.seen.count == short.seen.count + (by.isCandidate ? 3 : 0))
    }

    @Test("arms share their seeds, and nothing that seeds do not fix")
    func arms() async throws {
        let model = ScriptedModel(["2"])
        let (kept, replaced) = Swap(at: 2).requests(seed: 5)
        for request in [
            kept, replaced, ReplayRequest(prefix: 0, seed: 5), ReplayRequest(prefix: 0, seed: 5, repetition: 1),
        ] {
            _ = try await replay(request, model)
        }
        let last = model.seen.filter { $0.messages.last?.content.contains("It is turn 2 of 2. You are c.") == true }
        #expect(last.count == 4 && Set(last.map(\.seed)).count == 1 && Set(last.map(\.sampleSalt)).count == 4)
        // The same request asks the same again, so that what was paid for is found.
        let again = ScriptedModel(["2"])
        _ = try await replay(kept, again)
        #expect(again.seen.map(\.sampleSalt) == model.seen.prefix(3).map(\.sampleSalt))
    }

    @Test("what the first cell said that spoke again is kept, so that it can be said elsewhere")
    func first() async throws {
        let result = try await replay(ReplayRequest(prefix: 2, seed: 1), ScriptedModel(["4", "5"]))
        #expect(result.first == ["4"])
        #expect(try await replay(ReplayRequest(prefix: 6, seed: 1), ScriptedModel()).first == nil)
        let next = try await replay(Swap(at: 2, .noOp).requests(seed: 1).replaced, ScriptedModel(["4", "5"]))
        #expect(next.first == ["4"])
    }

    @Test("what another prompt breaks counts against it, what the recorded one breaks is left out")
    func broken() async throws {
        struct Fragile: Replayer {
            func replay(_ request: ReplayRequest) async throws -> ReplayResult {
                guard request.seed % 2 == 0 || request.replaced == nil else {
                    return ReplayResult(.undefined("no number"), spoken: 1)
                }
                return ReplayResult(.outcome(1, success: true), spoken: 1)
            }
        }
        for (replacement, wins, left) in [(Replacement.prompt("x"), 0, 0), (.model("m"), 0, 0), (.noOp, 0, 5)] {
            var ledger = ReplayLedger(Fragile(), cells: 3)
            var sample = PairedOutcomes()
            #expect(try await Swap(at: 1, replacement).sample(Array(0..<10), into: &sample, &ledger) == left)
            #expect(sample.wins == wins && sample.losses == 5 - left && sample.count == 10 - left)
            #expect(ledger.counts.mainReason == "no number" && !ledger.counts.allFailed)
        }
    }

    @Test("a run that ends after its last slot is not judged, and nobody speaks after it")
    func lastSlot() async throws {
        let runner = TeamRunner(team: .trio(), models: TeamModels(ScriptedModel(["2"])), evaluator: Tenths())
        let plan = RunPlan(
            id: "r", problem: Problem(id: "p", input: "How many?"), seeding: Seeding(replay: 1),
            last: RunPlan.Slot(turn: 2, agent: "a"))
        let run = try await runner.run(plan)
        #expect(run.messages.count == 4 && run.outcome == nil)
    }

    @Test("the majority is the most common answer, the first of equals")
    func majority() {
        var trace = trace
        trace.messages[0].output = "It is 7."
        trace.messages[1].output = "I get 7 too"
        let order = CellOrder(trace)
        #expect(Replacement.majority.words(at: 2, of: trace, order) == ["It is 7."])
        #expect(Replacement.majority.words(at: 0, of: trace, order) == nil)
        #expect(Replacement.concatenation.words(at: 3, of: trace, order) == nil)
    }

    @Test("what fails is UNDEFINED with its reason, and never 0")
    func undefined() async throws {
        let down = try await replay(ReplayRequest(prefix: 0, seed: 1), Broken())
        #expect(down.ending == .undefined("the line is down") && down.outcome == nil)
        let mute = try await replay(ReplayRequest(prefix: 0, seed: 1), ScriptedModel(["no figure"]))
        #expect(mute.ending == .undefined("the evaluator gives no outcome"))
    }

    @Test("equal words have equal hashes cell by cell")
    func words() async throws {
        let one = try await replay(ReplayRequest(prefix: 2, seed: 1), ScriptedModel(["2", "3", "4", "5"]))
        let two = try await replay(ReplayRequest(prefix: 2, seed: 2), ScriptedModel(["2", "3", "9", "5"]))
        let (a, b) = (try #require(one.words), try #require(two.words))
        #expect(a.indices.filter { a[$0] != b[$0] } == [4])
    }

    @Test("a team that cannot run stops everything")
    func stops() async throws {
        var team = Team.trio()
        team.aggregation = nil
        let replayer = TeamReplayer(trace, runner: TeamRunner(team: team, models: TeamModels(ScriptedModel())))
        await #expect(throws: TeamRunError.noProtocol) { try await replayer.replay(ReplayRequest(prefix: 0, seed: 1)) }
    }

    @Test("a swap pairs its arms, leaves UNDEFINED pairs out and counts them")
    func swap() async throws {
        let world = FaultyWorld(fault: .every([4]), undefined: 0.2)
        var ledger = ReplayLedger(world, cells: 12)
        var sample = PairedOutcomes()
        let left = try await Swap(at: 4).sample(Array(0..<40), into: &sample, &ledger)
        #expect(left > 0 && left + sample.count == 40)
        #expect(sample.losses == 0 && sample.wins > 5)
        #expect(try await Swap.article(at: 4, recorded: 0, seed: 77, &ledger) == 1)
        #expect(try await Swap.article(at: 9, recorded: 0, seed: 77, &ledger) == 0)
    }

    @Test("agents who cannot hear each other share their turn's credit, and the shares add up")
    func turnSplit() async throws {
        let world = FaultyWorld(fault: .any([3, 4]), rate: 0)
        var trace = world.trace()
        trace.team = .trio(.aggregated)
        let order = CellOrder(trace)
        let positions = try #require(TurnSplit.positions(ofTurn: 2, in: trace, order))
        #expect(positions == 3..<5)
        var ledger = ReplayLedger(world, cells: 12)
        let split = try #require(try await TurnSplit(positions, seeds: [1, 2]).measure(&ledger))
        #expect(split.values == [-0.5, -0.5] && split.total == -1 && split.inefficiency < 1e-12)
        trace.team = .trio(.shared)
        #expect(TurnSplit.positions(ofTurn: 2, in: trace, order) == nil)
    }

    @Test("numbers are carried from message to message, quotations of the problem are not")
    func carried() {
        var trace = trace
        trace.problem = Problem(id: "p", input: "Step 1: take 40 off 61. Step 2: add 13.")
        let words = [
            "Step 1 gives 23.", "I note 23.", "Step 2 takes 13.", "Then 23 + 13 = 36.", "It is 36.", "Thank you.",
        ]
        for (index, text) in words.enumerated() { trace.messages[index].output = text }
        let carriers = CarriedContent(trace, CellOrder(trace)).carriers(of: 0)
        #expect((0..<6).filter { carriers.contains($0) } == [1, 3, 4])
    }
}
