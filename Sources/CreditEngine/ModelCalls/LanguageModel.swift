/// Something that answers a list of chat messages: a provider, a program, a recording or a simulation.
public protocol LanguageModel: Sendable {
    /// Answers one request.
    ///
    /// Throws when there is no complete answer, and `CancellationError` when the task was cancelled. An answer that is
    /// cut off must throw rather than return what has come so far.
    func reply(to request: ModelRequest) async throws -> ModelReply

    /// Answers one request with what `read` makes of the answer.
    ///
    /// `read` throws for an answer of another shape than was asked for, and that error passes through; whoever keeps
    /// answers does not keep such a one, so that the next time is another try.
    func answer<Value: Sendable>(
        to request: ModelRequest, read: @escaping @Sendable (ModelReply) throws -> Value
    ) async throws -> Value
}

extension LanguageModel {
    /// Answers and reads; nothing is kept.
    public func answer<Value: Sendable>(
        to request: ModelRequest, read: @escaping @Sendable (ModelReply) throws -> Value
    ) async throws -> Value {
        try read(await reply(to: request))
    }
}

/// One call of a model.
public struct ModelRequest: Sendable, Equatable {
    /// Exactly what the model sees.
    public var messages: [PromptMessage]
    /// The model's name; `nil` leaves it to the conformer.
    public var model: String?
    /// How to sample.
    public var sampling: SamplingParameters
    /// The seed to send, in 0 ..< 2³¹; `nil` sends none.
    public var seed: UInt64?
    /// Stands for the randomness that a seed does not fix: only a simulated model reads it, and it is never sent.
    public var sampleSalt: UInt64
    /// Whether one JSON object is to come, which endpoints that can are asked to see to; the messages must say it, too.
    public var asksForJSON: Bool

    /// Makes a request.
    public init(
        messages: [PromptMessage], model: String? = nil, sampling: SamplingParameters = SamplingParameters(),
        seed: UInt64? = nil, sampleSalt: UInt64 = 0, asksForJSON: Bool = false
    ) {
        self.messages = messages
        self.model = model
        self.sampling = sampling
        self.seed = seed
        self.sampleSalt = sampleSalt
        self.asksForJSON = asksForJSON
    }
}

/// Sampling settings of a call; what is `nil` is not sent.
public struct SamplingParameters: Sendable, Hashable {
    /// The temperature.
    public var temperature: Double?
    /// The nucleus threshold in (0,1].
    public var topP: Double?
    /// The most tokens to write.
    public var maxTokens: Int?

    /// Makes settings.
    public init(temperature: Double? = nil, topP: Double? = nil, maxTokens: Int? = nil) {
        self.temperature = temperature
        self.topP = topP
        self.maxTokens = maxTokens
    }
}

/// A complete answer.
public struct ModelReply: Sendable, Equatable {
    /// What the model said.
    public var text: String
    /// What the model thought before it spoke, when the provider tells: kept and shown, never what others hear.
    public var reasoning: String?
    /// The model that says it answered.
    public var model: String?
    /// Token counts, when reported.
    public var usage: Usage?
    /// Milliseconds the answer took as the conformer knows it; `nil` leaves it to the runner's clock, unless it is kept.
    public var latency: Double?
    /// US dollars, when known.
    public var cost: Double?
    /// Whether no real model was called.
    public var simulated: Bool
    /// Whether it is an earlier answer read back: the time that reading takes is nobody's latency.
    public var isKept: Bool
    /// Whether the seed that was asked for was not passed on: the protocol has none, the model refuses it, or the team file
    /// leaves it out.
    public var isUnseeded: Bool

    /// Makes a reply.
    public init(
        text: String, reasoning: String? = nil, model: String? = nil, usage: Usage? = nil, latency: Double? = nil,
        cost: Double? = nil, simulated: Bool = false, isKept: Bool = false, isUnseeded: Bool = false
    ) {
        self.text = text
        self.reasoning = reasoning
        self.model = model
        self.usage = usage
        self.latency = latency
        self.cost = cost
        self.simulated = simulated
        self.isKept = isKept
        self.isUnseeded = isUnseeded
    }
}

/// The models of a team: one for everybody, and others for the members that name theirs.
public struct TeamModels: Sendable {
    /// Answers for every member whose model name is not in `named`.
    public var fallback: any LanguageModel
    /// Models by the name that `Team.Member.model` gives.
    public var named: [String: any LanguageModel]

    /// Makes a choice of models.
    public init(_ fallback: any LanguageModel, named: [String: any LanguageModel] = [:]) {
        self.fallback = fallback
        self.named = named
    }

    /// The model that speaks for a member.
    public subscript(member: Team.Member) -> any LanguageModel {
        member.model.flatMap { named[$0] } ?? fallback
    }
}
