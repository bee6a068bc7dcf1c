/// One whole run to make: a problem and a seed under a set of prompts.
///
/// Equal requests have equal results; what makes them equal is the identity of the prompts, the problem and the replay.
public struct RolloutRequest: Sendable {
    /// The identity of the prompts (`PromptSet.identity`).
    public let identity: String
    /// The team that speaks, with these prompts.
    public let team: Team
    /// What it is asked.
    public let problem: Problem
    /// The number of the sample; requests that share problem and replay are paired.
    public let replay: UInt64

    /// Makes a request; throws `IdentityError`.
    public init(_ prompts: PromptSet, on problem: Problem, replay: UInt64) throws {
        self.init(prompts, identity: try prompts.identity(), on: problem, replay: replay)
    }

    /// Makes a request under prompts whose identity is known.
    init(_ prompts: PromptSet, identity: String, on problem: Problem, replay: UInt64) {
        self.identity = identity
        team = prompts.team
        self.problem = problem
        self.replay = replay
    }

    /// The name of the work in a journal: the same for the same work after a restart.
    public var key: String { "\(identity.prefix(16)) \(replay) \(problem.key)" }

    /// The run to make.
    ///
    /// What a seed does not fix is drawn anew for each set of prompts, so two arms are coupled by their seeds alone.
    var plan: RunPlan {
        let arm = RandomKey(problem: "", replay: 0, what: identity).hash64
        return RunPlan(id: "\(problem.key)-\(replay)", problem: problem, seeding: Seeding(replay: replay, arm: arm))
    }
}

extension RolloutRequest: Hashable {
    /// Whether the work is the same.
    public static func == (a: RolloutRequest, b: RolloutRequest) -> Bool {
        a.replay == b.replay && a.identity == b.identity && a.problem.key == b.problem.key
    }

    /// Hashes what makes the work the same.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(identity)
        hasher.combine(problem.key)
        hasher.combine(replay)
    }
}

/// What a whole run came to.
public struct Rollout: Sendable, Hashable, Codable {
    /// Whether it succeeded; `nil` when UNDEFINED.
    public var success: Bool?
    /// Its outcome in [0,1]: the score, else 1 or 0 for success or failure; `nil` when UNDEFINED.
    public var score: Double?
    /// Why it is UNDEFINED; `nil` when it is not.
    public var undefined: String?
    /// Messages that were said in it, each of which is a model call.
    public var calls: Int
    /// Tokens read and written; `nil` when one of its messages does not say.
    public var tokens: Int?
    /// US dollars; `nil` when one of its messages does not say.
    public var cost: Double?
    /// Milliseconds, summed over its messages; `nil` when one of them does not say.
    public var latency: Double?

    /// What a run came to that has an outcome; without one it is UNDEFINED.
    public init(_ trace: Trace) {
        success = trace.outcome?.success
        score = trace.outcome?.value
        undefined = trace.outcome == nil ? "the evaluator gives no outcome" : nil
        calls = trace.isMadeElsewhere ? 1 : trace.messages.count
        tokens = KnownSum.ofAll(trace.messages.map { $0.usage?.total })
        cost = KnownSum.ofAll(trace.messages.map(\.cost))
        latency = KnownSum.ofAll(trace.messages.map(\.latency))
    }

    /// A run that came to nothing, and why.
    public init(undefined reason: String) {
        undefined = reason
        calls = 0
    }

    /// The outcome y in [0,1] as a gate takes it; `nil` when UNDEFINED.
    public func outcome(_ outcomes: GateRule.Outcomes) -> Double? {
        switch outcomes {
        case .binary: success.map { $0 ? 1 : 0 }
        case .graded: score
        }
    }
}

extension Problem {
    /// What tells it from others: its identifier, else its text; seeds and journals hang on it.
    public var key: String { id ?? input ?? "" }

    /// The same; `nil` when neither is known.
    var name: String? { id ?? input }
}
