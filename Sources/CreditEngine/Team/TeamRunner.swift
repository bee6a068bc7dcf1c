/// Milliseconds from any fixed point, never going back; the engine has no clock of its own.
public protocol RunClock: Sendable {
    /// Milliseconds now.
    func milliseconds() -> Double
}

/// Why a team cannot run.
public enum TeamRunError: Error, Equatable, CustomStringConvertible {
    /// The team has no protocol, so nobody knows who speaks when.
    case noProtocol
    /// The speaking order names someone who is not a member.
    case unknownSpeaker(String)
    /// The problem has no text to put to the team.
    case noQuestion

    /// One sentence that names the thing and the way out.
    public var description: String {
        switch self {
        case .noProtocol: "the team has no protocol; give it turns and a speaking order"
        case .unknownSpeaker(let name): "'\(name)' is in the speaking order and is not a member of the team; add it"
        case .noQuestion: "the problem has no text; attach the problems file that has its input"
        }
    }
}

/// Runs a team on a problem, from the start or from a kept prefix, and records what was said.
///
/// A run is sequential; many runs may go side by side, and none depends on another. Cancelling the task ends the run
/// with `CancellationError` before the next call.
public struct TeamRunner: Sendable {
    /// The team.
    public var team: Team
    /// Who speaks for its members.
    public var models: TeamModels
    /// Judges the end; `nil` leaves the outcome unknown.
    public var evaluator: (any Evaluator)?
    /// How to sample.
    public var sampling: SamplingParameters
    /// Measures latency when the model does not report it; `nil` leaves it unknown, and so does a kept answer.
    public var clock: (any RunClock)?
    /// Whether each message keeps what the agent saw; replays that are only counted need not.
    public var recordsInput: Bool

    /// Makes a runner.
    public init(
        team: Team, models: TeamModels, evaluator: (any Evaluator)? = nil,
        sampling: SamplingParameters = SamplingParameters(), clock: (any RunClock)? = nil, recordsInput: Bool = true
    ) {
        self.team = team
        self.models = models
        self.evaluator = evaluator
        self.sampling = sampling
        self.clock = clock
        self.recordsInput = recordsInput
    }

    /// Makes one run.
    ///
    /// The plan's order says who speaks, without one the protocol turn by turn. Kept messages are not spoken again, and a
    /// pinned slot says its given words; all others are asked for. The answer is the aggregator's last message, or the
    /// last message when there is no aggregator or it never spoke. After the plan's last slot, if it has one, the run ends
    /// and is not judged. Errors of the model, the evaluator and `onMessage`
    /// pass through, and then there is no trace.
    ///
    /// - Parameter onMessage: called after each new message in order, pinned ones included, kept ones not.
    public func run(_ plan: RunPlan, onMessage: @Sendable (Message) async throws -> Void = { _ in }) async throws
        -> Trace
    {
        guard var aggregation = team.aggregation else { throw TeamRunError.noProtocol }
        guard plan.problem.input != nil else { throw TeamRunError.noQuestion }
        if plan.order == nil { for name in aggregation.order { _ = try member(name) } }
        var queue = SpeakerQueue(plan, aggregation)
        // A record may have more turns than the protocol that is known now.
        aggregation.turns = max(aggregation.turns, plan.order?.lastTurn ?? 0)
        var recording = Recording(
            plan: plan, input: TeamInput(team: team, aggregation: aggregation, problem: plan.problem))
        while let place = try queue.next(after: recording.lastWords) {
            try Task.checkCancellation()
            if let last = plan.last, !queue.mayReach(last, from: place) {
                return try await recording.finish(team: team, evaluator: nil)
            }
            guard let pinned = plan.pins[place.slot] else {
                let member = try member(place.slot.agent)
                try await onMessage(
                    speak(member, turn: place.slot.turn, occurrence: place.occurrence, into: &recording))
                continue
            }
            let count = queue.comesAgain(place.slot) ? 1 : pinned.count
            for text in pinned.dropFirst(place.occurrence).prefix(count) {
                let speaker = Team.Member(name: place.slot.agent)
                try await onMessage(recording.say(text, by: speaker, turn: place.slot.turn))
            }
        }
        try queue.checkReached(plan.pins)
        return try await recording.finish(team: team, evaluator: evaluator)
    }

    private func member(_ name: String) throws -> Team.Member {
        guard let member = team.members.first(where: { $0.name == name }) else {
            throw TeamRunError.unknownSpeaker(name)
        }
        return member
    }

    private func speak(_ member: Team.Member, turn: Int, occurrence: Int, into recording: inout Recording) async throws
        -> Message
    {
        let plan = recording.plan
        let key = plan.problem.id ?? plan.problem.input ?? ""
        let request = ModelRequest(
            messages: recording.input.messages(for: member, turn: turn), model: member.model, sampling: sampling,
            seed: plan.seeding.seed(problem: key, turn: turn, agent: member.name, occurrence: occurrence),
            sampleSalt: plan.seeding.sampleSalt(problem: key, turn: turn, agent: member.name, occurrence: occurrence))
        let before = clock?.milliseconds()
        let reply = try await models[member].reply(to: request)
        let elapsed = reply.isKept ? nil : before.flatMap { start in clock.map { $0.milliseconds() - start } }
        return recording.say(
            reply.text, by: member, turn: turn, request: recordsInput ? request.messages : nil,
            seed: reply.isUnseeded ? nil : request.seed, reply: reply, elapsed: elapsed)
    }
}
