/// What one agent said at one point of a run.
///
/// An agent may say several messages in one turn; the cell is then the list of them, in order. A message's identity is
/// (file, trace id, ordinal).
public struct Message: Sendable, Equatable {
    /// The message's position among the messages of its trace in file order, from 0.
    public var ordinal: Int
    /// The turn, from 1.
    public var turn: Int
    /// The speaker, as an index into `Trace.agents`.
    public var agent: Int
    /// What was said.
    public var output: String
    /// What the model thought before it spoke, when recorded: nobody else heard it.
    public var reasoning: String?
    /// The turn or step as the source numbers it, when that differs from ours.
    public var sourceTurn: String?
    /// The routing or channel note that was stripped from the speaker's name (`-> WebSurfer`, `thought`).
    public var channel: String?
    /// Exactly what the agent saw; `nil` when the file does not record it.
    public var input: [PromptMessage]?
    /// Tools the agent called while speaking, in order.
    public var tools: [ToolCall]
    /// The model's name, when recorded.
    public var model: String?
    /// The sampling seed, when recorded.
    public var seed: UInt64?
    /// Token counts, when recorded.
    public var usage: Usage?
    /// Milliseconds the answer took, when recorded.
    public var latency: Double?
    /// When the agent began to speak, in nanoseconds since 1970, when recorded; logs of chats have the end alone as a rule.
    public var started: Int?
    /// When the message was said, in nanoseconds since 1970, when recorded.
    public var ended: Int?
    /// US dollars the call cost, when recorded; unknown is not 0.
    public var cost: Double?
    /// Names of the agents it was addressed to; empty means everyone.
    public var recipients: [String]
    /// The model's answers that the message was made of, where a program's calls were recorded one by one; empty
    /// elsewhere.
    public var steps: [ModelStep]

    /// Makes a message; only its place and its words are required.
    ///
    /// A latency or cost that is no finite number, as the sum of many may be, is unknown.
    public init(
        ordinal: Int, turn: Int, agent: Int, output: String, reasoning: String? = nil, sourceTurn: String? = nil,
        channel: String? = nil, input: [PromptMessage]? = nil, tools: [ToolCall] = [], model: String? = nil,
        seed: UInt64? = nil, usage: Usage? = nil, latency: Double? = nil, started: Int? = nil, ended: Int? = nil,
        cost: Double? = nil, recipients: [String] = [], steps: [ModelStep] = []
    ) {
        self.ordinal = ordinal
        self.turn = turn
        self.agent = agent
        self.output = output
        self.reasoning = reasoning
        self.sourceTurn = sourceTurn
        self.channel = channel
        self.input = input
        self.tools = tools
        self.model = model
        self.seed = seed
        self.usage = usage
        self.latency = latency.flatMap { $0.isFinite ? $0 : nil }
        self.started = started
        self.ended = ended
        self.cost = cost.flatMap { $0.isFinite ? $0 : nil }
        self.recipients = recipients
        self.steps = steps
    }

    /// The cell that the message belongs to.
    public var cell: Cell { Cell(turn: turn, agent: agent) }
}

/// One message of a model's input: a chat role and its text.
public struct PromptMessage: Sendable, Equatable {
    /// The chat role: `system`, `user`, `assistant` or `tool`.
    public var role: String
    /// The text.
    public var content: String

    /// Makes a prompt message.
    public init(role: String, content: String) {
        self.role = role
        self.content = content
    }
}

/// One use of a tool inside a message.
public struct ToolCall: Sendable, Equatable {
    /// The tool's name.
    public var name: String
    /// Its arguments as JSON text (or plain text when the file has them so).
    public var arguments: String
    /// What it returned, as text; `nil` when not recorded.
    public var result: String?
    /// Why it failed; `nil` when it did not, or when nobody says.
    public var error: String?

    /// Makes a tool call.
    public init(name: String, arguments: String = "", result: String? = nil, error: String? = nil) {
        self.name = name
        self.arguments = arguments
        self.result = result
        self.error = error
    }
}

/// Tokens of one model call; each count is `nil` when the provider did not report it.
public struct Usage: Sendable, Equatable {
    /// Tokens read.
    public var input: Int?
    /// Tokens written.
    public var output: Int?

    /// Makes a usage record.
    public init(input: Int? = nil, output: Int? = nil) {
        self.input = input
        self.output = output
    }

    /// Tokens read and written; `nil` when one of the two is not known, and when there are too many to count.
    public var total: Int? { KnownSum.ofAll([input, output]) }

    /// The tokens of two calls together; a sum that is too large stays the largest number there is, whatever is added.
    public static func + (a: Usage, b: Usage) -> Usage {
        func sum(_ a: Int?, _ b: Int?) -> Int? {
            guard let a, let b else { return a ?? b }
            let (sum, overflows) = a.addingReportingOverflow(b)
            return overflows ? (a < 0 ? .min : .max) : sum
        }
        return Usage(input: sum(a.input, b.input), output: sum(a.output, b.output))
    }
}
