/// Judges how a run ended.
public protocol Evaluator: Sendable {
    /// The name recorded with the outcome (`numeric`).
    var name: String { get }

    /// The outcome of a finished run; `nil` when it cannot be judged, as without a reference, which is neither success
    /// nor failure. Throws when judging itself failed.
    func outcome(of run: FinishedRun) async throws -> Outcome?
}

/// What an evaluator sees of a run.
public struct FinishedRun: Sendable, Equatable {
    /// What the team was asked.
    public var problem: Problem
    /// Everyone who spoke; `Message.agent` indexes it.
    public var agents: [Agent]
    /// All messages in order.
    public var messages: [Message]
    /// The message that holds the team's answer, as an index into `messages`; `nil` when nobody spoke.
    public var answer: Int?

    /// Makes a finished run.
    public init(problem: Problem, agents: [Agent], messages: [Message], answer: Int?) {
        self.problem = problem
        self.agents = agents
        self.messages = messages
        self.answer = answer
    }

    /// Makes a finished run whose answer is the aggregator's last message, or the last one when it never spoke.
    public init(problem: Problem, agents: [Agent], messages: [Message], aggregator: String?) {
        let last = messages.lastIndex { agents.indices.contains($0.agent) && agents[$0.agent].name == aggregator }
        self.init(problem: problem, agents: agents, messages: messages, answer: last ?? messages.indices.last)
    }

    /// The text of the answering message.
    public var answerText: String? { answer.map { messages[$0].output } }
}
