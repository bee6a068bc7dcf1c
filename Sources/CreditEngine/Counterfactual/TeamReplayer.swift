/// A replay with all that was said.
public struct ReplayedRun: Sendable {
    /// The whole run, from its first message on.
    public var run: Trace
    /// The messages that were spoken anew, in order.
    public var spoken: [Message]
}

/// Replays of a trace by its team, inside this program or through the user's own system.
public struct TeamReplayer: Replayer {
    /// The recorded run.
    public let trace: Trace
    /// Its cells.
    public let order: CellOrder
    /// Speaks for the team and judges the end.
    public let runner: any Runner
    /// The team whose prompts hold in every replay.
    public let team: Team
    /// Who spoke in the run, and the rule by which others follow a message that changes.
    public let speakers: SpeakingOrder
    /// Whether what was recorded may have changed something outside its messages, such as files: where tools were used,
    /// where the user's own system speaks, and where programs speak or judge; not where a replay does that again.
    public var mayHaveState: Bool

    /// Makes a replayer of whatever can run a team.
    public init(_ trace: Trace, runner: any Runner, team: Team) {
        self.trace = trace
        self.runner = runner
        self.team = team
        order = CellOrder(trace)
        speakers = SpeakingOrder(of: trace, by: team)
        mayHaveState =
            !runner.repeatsEffects
            && (!(runner is TeamRunner)
                || trace.messages.contains { !$0.tools.isEmpty }
                || trace.agents.contains { $0.kind == .tool })
    }

    /// Makes a replayer that runs the runner's own team inside this program, without recording what agents see.
    public init(_ trace: Trace, runner: TeamRunner) {
        var silent = runner
        silent.recordsInput = false
        self.init(trace, runner: silent, team: runner.team)
    }

    /// Makes one replay; errors of the runner, a model or the evaluator make it UNDEFINED.
    public func replay(_ request: ReplayRequest) async throws -> ReplayResult {
        let isPut = request.replaced.map { $0.by.words(at: $0.position, of: trace, order) != nil } ?? false
        let spoken = order.count - request.kept.count - (isPut ? 1 : 0)
        do {
            let again = try await run(request).run
            guard let outcome = again.outcome else {
                return ReplayResult(.undefined("the evaluator gives no outcome"), spoken: spoken)
            }
            return ReplayResult(
                .outcome(outcome.value, success: outcome.success), spoken: spoken,
                words: order.wordHashes(of: again), first: first(again, request))
        } catch let error as CancellationError {
            throw error
        } catch {
            if error.endsAllWork { throw error }
            return ReplayResult(.undefined("\(error)"), spoken: spoken)
        }
    }

    /// Makes the run of a replay, with all that is said in it.
    ///
    /// Throws why there is none: what `refusal(of:)` says, and what the runner, a model and the evaluator throw.
    public func run(_ request: ReplayRequest) async throws -> ReplayedRun {
        if let why = refusal(of: request) { throw Refused(description: why) }
        var pins: [RunPlan.Slot: [String]] = [:]
        var spoken: [Message] = []
        if let replaced = request.replaced {
            if let words = replaced.by.words(at: replaced.position, of: trace, order) {
                pins[slot(replaced.position)] = words
            } else {
                spoken = try await say(replaced, request)
                pins[slot(replaced.position)] = spoken.map(\.output)
            }
        }
        let plan = try plan(request, pins: pins)
        let run = try await runner.run(plan, as: team)
        spoken += run.messages.dropFirst(plan.prefix.count).filter { message in
            let name = run.agents.indices.contains(message.agent) ? run.agents[message.agent].name : ""
            return plan.pins[RunPlan.Slot(turn: message.turn, agent: name)] == nil
        }
        return ReplayedRun(run: run, spoken: spoken)
    }

    private func slot(_ position: Int) -> RunPlan.Slot {
        let cell = order.cells[position]
        return RunPlan.Slot(turn: cell.turn, agent: trace.agents[cell.agent].name)
    }

    /// What the first cell said that spoke again.
    private func first(_ again: Trace, _ request: ReplayRequest) -> [String]? {
        let open = order.cells.indices.first { !request.kept.contains($0) && $0 != request.replaced?.position }
        let said = open.map { position in again.messages.filter { $0.cell == order.cells[position] }.map(\.output) }
        return said?.isEmpty == false ? said : nil
    }

    /// The run to make: the messages before the first cell that changes, then pins.
    ///
    /// What a seed does not fix is drawn anew in every request, so that arms share their seeds and nothing else.
    private func plan(_ request: ReplayRequest, pins: [RunPlan.Slot: [String]]) throws -> RunPlan {
        var pins = pins
        let prefix = request.firstOpenMessage(order) ?? trace.messages.count
        for position in order.messages.indices where request.kept.contains(position) {
            guard let last = order.messages[position].last, last >= prefix else { continue }
            pins[slot(position)] = order.messages[position].map { trace.messages[$0].output }
        }
        let arm = RandomKey(problem: try request.key(), replay: request.repetition, what: "arm").hash64
        let seeding = Seeding(replay: request.seed, arm: arm, repetition: request.repetition)
        return RunPlan(replaying: trace, keeping: prefix, id: trace.id, seeding: seeding, pins: pins, order: speakers)
    }

    /// What the cell says under another prompt or model; the run need not go on after it.
    private func say(_ replaced: ReplayRequest.Replaced, _ request: ReplayRequest) async throws -> [Message] {
        let slot = slot(replaced.position)
        var other = team
        for index in other.members.indices where other.members[index].name == slot.agent {
            if case .prompt(let text) = replaced.by { other.members[index].prompt = text }
            if case .model(let name) = replaced.by { other.members[index].model = name }
        }
        let before = ReplayRequest(prefix: replaced.position, seed: request.seed, repetition: request.repetition)
        var plan = try plan(before, pins: [:])
        plan.last = slot
        let run = try await runner.run(plan, as: other)
        let words = run.messages.filter {
            $0.turn == slot.turn && run.agents.indices.contains($0.agent) && run.agents[$0.agent].name == slot.agent
        }
        guard !words.isEmpty else { throw NothingSaid(agent: slot.agent) }
        return words
    }

    private struct Refused: Error, CustomStringConvertible { let description: String }

    private struct NothingSaid: Error, CustomStringConvertible {
        let agent: String
        var description: String { "\(agent) has no turn left to speak in" }
    }
}
