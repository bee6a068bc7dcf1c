public import CreditEngine
public import LanguageModels

/// A person's own program as it is, recorded and replayed at the level of its calls of models.
///
/// The program is started with the variables that its libraries read for a model's address, pointing at a proxy on this
/// machine. Agents are told apart by their system prompts. A replay runs the program again: calls of the kept messages are
/// answered from the record, given words are given, later calls go through with a seed and with the prompt under trial
/// merged into the program's own. What the program keeps outside its messages (files, databases) is not repeated.
public final class RecordedProgram: Runner {
    /// Starts the program once and waits for it.
    ///
    /// Gets the question and the variables to set for the program; answers how the program ended.
    public typealias Launch =
        @Sendable (_ question: String, _ variables: [String: String]) async throws -> ProgramEnd

    private let proxy: TapeProxy
    private let launch: Launch
    private let evaluator: (any Evaluator)?
    private let names: AgentNames
    private let seeds: Bool
    private let tools: ToolAnswers
    private let agentField: String?
    private let handoffs = Handoffs()

    /// - Parameters:
    ///   - team: the team whose prompts are known; agents that it does not know are named after their prompts.
    ///   - names: the agents' names by those that their prompts would give them.
    ///   - evaluator: judges the ends; `nil` leaves them unknown.
    ///   - transport: carries requests on to the models' servers.
    ///   - meter: sees what calls use, and holds a budget.
    ///   - seeds: whether seeds are sent where a protocol has them.
    ///   - tools: where the answers of tools come from in a replay.
    ///   - agentField: the field of requests that names the agent (`user`, `metadata.role`); `nil` when none does.
    public init(
        team: Team?, names: [String: String] = [:], evaluator: (any Evaluator)?, transport: any Transport,
        endpoints: ModelEndpoints,
        meter: CallMeter = CallMeter(), seeds: Bool = true, tools: ToolAnswers = .run, agentField: String? = nil,
        launch: @escaping Launch
    ) throws {
        self.names = AgentNames(
            team?.members.compactMap { member in member.prompt.map { (member.name, $0) } } ?? [], given: names)
        proxy = try TapeProxy(transport: transport, endpoints: endpoints, meter: meter)
        (self.evaluator, self.seeds, self.tools, self.launch) = (evaluator, seeds, tools, launch)
        self.agentField = agentField
    }

    /// The program runs its tools again, up to the changed message too, unless it asks the record in their place.
    public var repeatsEffects: Bool { tools == .run }

    /// Makes one run; see `Runner`.
    ///
    /// Throws `ProgramRunError`, `BudgetError`, what the launch and the evaluator throw, and `CancellationError`.
    public func run(_ plan: RunPlan, as team: Team) async throws -> Trace {
        var prompts: [String: String] = [:]
        for member in team.members { prompts[member.name] = member.prompt }
        let record = try await recorded(plan, prompts: prompts)
        let trace = try plan.adopt(record.trace, of: team)
        guard plan.last == nil, let evaluator else { return trace }
        var judged = trace
        judged.outcome = try await evaluator.outcome(
            of: FinishedRun(
                problem: plan.problem, agents: trace.agents, messages: Self.messages(of: trace, answeredBy: record.end),
                aggregator: nil))
        return judged
    }

    /// Makes one run as the program is, without a plan to keep to: what it asked and what was answered.
    ///
    /// Throws as `run` does.
    public func record(_ problem: Problem, id: String) async throws -> ProgramRecord {
        var record = try await recorded(
            RunPlan(id: id, problem: problem, seeding: Seeding(replay: 0)), prompts: [:])
        record.trace.team = Team(
            members: record.trace.agents.map { Team.Member(name: $0.name, prompt: names.prompt(of: $0.name)) })
        return record
    }

    /// Stops listening.
    public func end() { proxy.end() }

    private func recorded(_ plan: RunPlan, prompts: [String: String]) async throws -> ProgramRecord {
        let run = TapedRun(
            plan, names: names, prompts: prompts, seeds: seeds, handoffs: handoffs, tools: tools,
            agentField: agentField)
        let (secret, variables) = try await proxy.open(run)
        defer { proxy.close(secret) }
        let end = try await launch(plan.problem.input ?? "", variables)
        if let refusal = run.refusal { throw refusal }
        if let fault = run.fault { throw ProgramRunError.departed(fault) }
        guard end.status == 0 else { throw ProgramRunError.failed(status: end.status, words: end.lastWords) }
        guard run.calls > 0 else { throw ProgramRunError.silent(unknown: run.passedOn.keys.sorted()) }
        do {
            let trace = try run.trace()
            if trace.messages.isEmpty, let reason = run.lastFailure {
                throw ProgramRunError.unanswered(calls: run.calls, reason: reason)
            }
            return ProgramRecord(trace: trace, end: end, passedOn: run.passedOn)
        } catch let refusal as RunRefusal {
            throw ProgramRunError.departed(refusal.description)
        }
    }

    /// The messages to judge: where the program prints an answer of its own, that is the last of them.
    private static func messages(of trace: Trace, answeredBy end: ProgramEnd) -> [Message] {
        guard let answer = end.answer, let last = trace.messages.last else { return trace.messages }
        guard !last.output.contains(answer) else { return trace.messages }
        var spoken = last
        spoken.output = answer
        return trace.messages.dropLast() + [spoken]
    }
}

/// What was seen of one run of a program.
public struct ProgramRecord: Sendable {
    /// The run.
    public var trace: Trace
    /// How the program ended.
    public var end: ProgramEnd
    /// Requests that are part of no message, by method and path and what was wrong, with their number.
    public var passedOn: [String: Int]
}

/// How a program ended.
public struct ProgramEnd: Sendable, Equatable {
    /// Its exit status; `nil` when a signal ended it.
    public var status: Int?
    /// The last line of its standard output that is not blank; `nil` when it printed none.
    public var answer: String?
    /// The end of its standard error.
    public var lastWords: String
    /// The processor time that it took with all that it waited for, in seconds; `nil` when nobody knows.
    public var processorSeconds: Double?

    /// Makes an end.
    public init(status: Int?, answer: String?, lastWords: String, processorSeconds: Double? = nil) {
        (self.status, self.answer, self.lastWords) = (status, answer, lastWords)
        self.processorSeconds = processorSeconds
    }
}

/// Why a program made no run that counts; each description is one clause.
public enum ProgramRunError: Error, Equatable, CustomStringConvertible {
    /// The program ended badly.
    case failed(status: Int?, words: String)
    /// The program did not end in time, and was ended with all that it started.
    case late(seconds: Int)
    /// The program did something else than was asked of it.
    case departed(String)
    /// No call of a model was answered; the last one for that reason.
    case unanswered(calls: Int, reason: String)
    /// The program ended well, and wrote nothing to the file that its answer is taken from.
    case unwritten(file: String)
    /// No call of a model was understood; `unknown` are the requests that arrived.
    case silent(unknown: [String])

    /// One clause.
    public var description: String {
        switch self {
        case .failed(let status, let words):
            "the program ended with " + (status.map { "status \($0)" } ?? "a signal")
                + (words.isEmpty ? "" : "; its last words were: \(words)")
        case .late(let seconds):
            "the program did not end within \(seconds) s and was ended; raise 'seconds' when it needs more"
        case .departed(let reason): reason
        case .unanswered(let calls, let reason):
            "none of \(Numeral.count(calls, "call")) of models was answered (the last one: \(reason)); check 'upstream' and the key"
        case .unwritten(let file):
            "the program wrote no answer to \(file); correct 'answer' of the runner, or leave it out to take the last line printed"
        case .silent(let unknown) where unknown.isEmpty:
            "no call of a model arrived; let the program read OPENAI_BASE_URL or ANTHROPIC_BASE_URL, or set its base_url to one of them"
        case .silent(let unknown):
            "only requests that are not understood arrived (\(unknown.prefix(3).joined(separator: ", "))); OpenAI's chat completions and responses and Anthropic's messages are, plain or packed with gzip"
        }
    }
}
