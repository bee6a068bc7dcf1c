public import ChildPrograms
public import CreditEngine

/// Any program as a model: one process a call, the request as one JSON object on its standard input, the answer as one
/// on its standard output.
///
/// The request has `messages` (`role`, `content`), and `model`, `temperature`, `top_p`, `max_tokens`, `seed` where they
/// are known. The answer has `text`, and may have `model`, `usage` (`input`, `output`) and `cost_usd`.
public struct CommandModel: LanguageModel {
    /// The program and its arguments; no shell ever reads them.
    public let arguments: [String]
    /// Names this model in request keys; the whole argument vector, the folder and what the named files hold stand for the
    /// origin.
    public let identity: ModelIdentity
    private let services: CommandServices
    private let price: TokenPrice?
    /// What messages call it.
    private let label: String

    /// Names a program; throws `CommandModelError.noProgram` for an empty argument vector.
    ///
    /// - Parameters:
    ///   - arguments: the program, looked up in `PATH` unless it has a slash, and its arguments.
    ///   - price: what its tokens cost, where it does not report `cost_usd`; `nil` is unknown.
    ///   - alias: the team file's name for it, told beside the program's.
    public init(
        _ arguments: [String], model: String? = nil, defaults: SamplingParameters = SamplingParameters(),
        price: TokenPrice? = nil, alias: String? = nil, services: CommandServices = CommandServices()
    ) throws {
        guard let program = arguments.first, !program.isEmpty else { throw CommandModelError.noProgram }
        self.arguments = arguments
        self.services = services
        self.price = price
        label = alias.map { "\($0) (\(program))" } ?? program
        let origin =
            arguments.map { CanonicalJSON.string($0) } + (services.place.folder.map { [["folder": .string($0)]] } ?? [])
            + [["files": .array(try CommandFiles.digests(arguments, in: services.place.folder).map { .string($0) })]]
        identity = ModelIdentity(
            provider: "command", origin: try CanonicalJSON.array(origin).text(), model: model, defaults: defaults)
    }

    /// Answers one request; throws `CommandModelError`, `BudgetError`, `IdentityError` or `CancellationError`.
    public func reply(to request: ModelRequest) async throws -> ModelReply {
        try Task.checkCancellation()
        let request = identity.completed(request)
        let question = Array(try Self.question(request).text().utf8) + [UInt8(ascii: "\n")]
        let place = try await services.budget?.book(
            input: TokenBound.of(request.messages), output: request.sampling.maxTokens, price: price,
            model: label)
        do {
            let before = services.clock.milliseconds()
            var reply = try await ask(question)
            // Measured here, so that it is kept with the answer.
            reply.latency = services.clock.milliseconds() - before
            await charge(place, .of(reply))
            if reply.cost == nil, let price, let input = reply.usage?.input, let output = reply.usage?.output {
                reply.cost = Double(price.nanodollars(input: input, output: output)) / 1e9
            }
            return reply
        } catch CommandModelError.notFound(let program) {
            if let place { await services.budget?.release(place) }
            throw CommandModelError.notFound(program)
        } catch {
            await charge(place, .unknown)
            try Task.checkCancellation()
            throw error
        }
    }

    private func charge(_ place: CallBudget.Reservation?, _ use: CallBudget.Use) async {
        if let place { await services.budget?.charge(place, use, price: price) }
    }

    static func question(_ request: ModelRequest) -> CanonicalJSON {
        .object(present: [
            "messages": .messages(request.messages),
            "model": request.model.map { .string($0) },
            "temperature": request.sampling.temperature.map { .number($0) },
            "top_p": request.sampling.topP.map { .number($0) },
            "max_tokens": request.sampling.maxTokens.map { .integer($0) },
            "seed": request.seed.map { .integer(Int(clamping: $0)) },
        ])
    }

    private func ask(_ question: [UInt8]) async throws -> ModelReply {
        let limit = timeLimit
        do {
            let finished = try await ChildProgram(arguments, in: services.place)
                .run(question, within: limit, output: .refuse(beyond: services.outputBytes))
            return try Self.reply(finished, program: label)
        } catch let failure as ProgramFailure {
            throw CommandModelError(failure, program: label)
        }
    }

    private var timeLimit: Duration {
        services.budget?.remainingMilliseconds.map { min(services.time, .milliseconds($0)) } ?? services.time
    }

    private static func reply(_ finished: FinishedProgram, program: String) throws -> ModelReply {
        let words = Excerpt.of(String(decoding: finished.errorEnd.suffix(2_000), as: UTF8.self), hiding: nil)
        switch finished.ending {
        case .exited(0): break
        case .exited(let code): throw CommandModelError.failed(program, status: Int(code), said: words)
        case .signalled(let signal): throw CommandModelError.ended(program, signal: Int(signal), said: words)
        case nil: throw CommandModelError.notStarted(program, reason: "the system does not say how it ended")
        }
        guard let answer = ServerJSON(finished.output), let text = answer["text"]?.text else {
            let excerpt = Excerpt.of(String(decoding: finished.output.prefix(2_000), as: UTF8.self), hiding: nil)
            throw CommandModelError.notUnderstood(program, said: excerpt)
        }
        let usage = answer["usage"]
        return ModelReply(
            text: text.string, reasoning: answer["reasoning"]?.word, model: answer["model"]?.word,
            usage: Usage(reported: usage?["input"]?.tokens, usage?["output"]?.tokens),
            cost: answer["cost_usd"]?.number)
    }
}

/// What a program as a model may use.
public struct CommandServices: Sendable {
    /// How long one call may take.
    public var time: Duration
    /// The most bytes of an answer, and of what it writes to standard error.
    public var outputBytes: Int
    /// Where it runs, and what it learns of the environment.
    public var place: ProgramPlace
    /// What may be spent; `nil` is without limit.
    public var budget: CallBudget?
    /// Measures how long an answer takes.
    public var clock: any RunClock

    /// Makes limits.
    public init(
        time: Duration = .seconds(600), outputBytes: Int = 16 << 20, place: ProgramPlace = ProgramPlace(),
        budget: CallBudget? = nil,
        clock: any RunClock = SystemClock()
    ) {
        self.time = time
        self.outputBytes = outputBytes
        self.place = place
        self.budget = budget
        self.clock = clock
    }
}
