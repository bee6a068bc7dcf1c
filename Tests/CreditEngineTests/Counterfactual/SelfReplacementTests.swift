import Testing

@testable import CreditEngine

/// Says a hash of all that it sees, so that any difference in what came before shows in every later message.
private struct EchoModel: LanguageModel {
    func reply(to request: ModelRequest) -> ModelReply {
        // Of this process only, and much faster than a hash that is stable.
        ModelReply(text: "heard \(request.messages.map(\.content).hashValue)")
    }
}

/// Judges by all that was said, by whom and in which turn.
private struct EverythingSaid: Evaluator {
    let name = "everything said"
    func outcome(of run: FinishedRun) -> Outcome? {
        var hash = FNV1a()
        for message in run.messages {
            hash.add(run.agents[message.agent].name)
            hash.add("\(message.turn) \(message.output)")
        }
        let score = Double(hash.value % 1_000_003) / 1_000_003
        return Outcome(success: score >= 0.5, score: score)
    }
}

/// Replacing a message by its own words changes nothing, or cannot be done.
@Suite("A message replaced by itself")
struct SelfReplacementTests {
    struct Tally {
        var same = 0
        var refused = 0
        var different: [String] = []
    }

    /// A team of those who speak in a run, whose protocol lets each of them speak in every turn.
    static func team(of trace: Trace) -> Team {
        let names = trace.agents.filter { $0.kind == .model }.map(\.name)
        return Team(
            name: "as recorded", members: names.map { Team.Member(name: $0, prompt: "You are \($0).") },
            aggregation: AggregationProtocol(turns: max(1, trace.turnCount), order: names, aggregator: names.last))
    }

    static func replayer(of trace: Trace) -> TeamReplayer {
        TeamReplayer(
            trace,
            runner: TeamRunner(
                team: team(of: trace), models: TeamModels(EchoModel()), evaluator: EverythingSaid()))
    }

    static func tally(_ trace: Trace, _ tally: inout Tally) async throws {
        let replayer = replayer(of: trace)
        for position in replayer.order.cells.indices {
            let own = replayer.order.messages[position].map { trace.messages[$0].output }
            let requests = Swap(at: position, .trace(id: trace.id, words: own)).requests(seed: 1)
            if replayer.refusal(of: requests.kept) ?? replayer.refusal(of: requests.replaced) != nil {
                tally.refused += 1
                continue
            }
            let (kept, replaced) = (
                try await replayer.replay(requests.kept), try await replayer.replay(requests.replaced)
            )
            if kept.outcome != nil, kept.outcome == replaced.outcome, kept.words == replaced.words {
                tally.same += 1
            } else {
                tally.different.append("\(trace.id) at \(position): \(kept.ending) against \(replaced.ending)")
            }
        }
    }

    @Test(
        "in every labelled run", .enabled(if: LabelledRun.folder != nil, "no ../shared/data/whowhen"),
        arguments: LabelledRun.Half.allCases)
    func labelled(half: LabelledRun.Half) async throws {
        var tally = Tally()
        let runs = try LabelledRun.load(half)
        for run in runs {
            var trace = run.trace
            for index in trace.messages.indices {
                trace.messages[index].output = String(trace.messages[index].output.prefix(40))
            }
            trace.problem = Problem(id: trace.id, input: "?")
            try await Self.tally(trace, &tally)
        }
        let cells = runs.reduce(0) { $0 + CellOrder($1.trace).count }
        print("\(half.rawValue): \(cells) cells, \(tally.same) the same, \(tally.refused) refused")
        #expect(tally.different.isEmpty, "\(tally.different.count): \(tally.different.prefix(3))")
        #expect(tally.same + tally.refused == cells && tally.same > 0)
    }

    /// A run with whoever speaks whenever: passed over, twice in a turn, a tool in between, or ended early.
    static func madeUp(_ number: UInt64) -> Trace {
        let random = KeyedRandom(seed: number)
        let agents = random.integer("agents", in: 1..<5)
        let shape = random.integer("shape", in: 0..<4)
        var trace = Trace(
            id: "made up \(number)", problem: Problem(id: "p", input: "?"),
            agents: (0..<agents).map { Agent(name: "member \($0)") }, outcome: Outcome(success: false))
        if shape == 3 { trace.agents[0].kind = agents > 1 && random.unit("kind") < 0.5 ? .tool : .model }
        var turn = 1
        for ordinal in 0..<random.integer("messages", in: 1..<12) {
            if ordinal > 0, random.unit("turn", ordinal) < 0.4 { turn += 1 }
            let agent = shape == 0 ? ordinal % agents : random.integer("agent", ordinal, in: 0..<agents)
            if shape == 0 { turn = ordinal / agents + 1 }
            trace.messages.append(
                Message(ordinal: ordinal, turn: turn, agent: agent, output: "words \(random.bits("words", ordinal))"))
        }
        return trace
    }

    @Test("in made-up runs of every shape")
    func madeUp() async throws {
        var tally = Tally()
        for number in 0..<200 as Range<UInt64> { try await Self.tally(Self.madeUp(number), &tally) }
        #expect(tally.different.isEmpty, "\(tally.different.count): \(tally.different.prefix(3))")
        #expect(tally.same > 500 && tally.refused > 20)
    }

    @Test("where a router names who speaks next")
    func routed() async throws {
        var tally = Tally()
        try await Self.tally(SpeakingOrderTests.routed, &tally)
        #expect(tally.different.isEmpty && tally.same == 7 && tally.refused == 0)
    }
}
