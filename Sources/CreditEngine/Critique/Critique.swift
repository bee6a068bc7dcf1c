/// What a critic model found wrong in one message: the article's proxy gradient.
///
/// It is somebody's opinion until its revision has been validated. Source: the article's phase 2; Method §5.
public struct Critique: Sendable, Hashable, Codable {
    /// Words that the critic gives as evidence, looked up in the trace.
    public struct Quote: Sendable, Hashable, Codable {
        /// The words.
        public var text: String
        /// The turn of the message that has them, from 1; `nil` when no message has them.
        public var turn: Int?
        /// The agent of that message; `nil` when no message has them.
        public var agent: String?

        /// Makes a quote.
        public init(text: String, turn: Int? = nil, agent: String? = nil) {
            self.text = text
            self.turn = turn
            self.agent = agent
        }

        /// Whether the trace has the words.
        public var isFound: Bool { turn != nil }
    }

    /// The run.
    public var trace: String
    /// Its problem (`Problem.key`), which no validation of a proposal from this critique may use; `nil` when not recorded.
    public var problem: String?
    /// The problem's words, by which it is recognised under another identifier; `nil` when not recorded.
    public var question: String?
    /// The message's turn, from 1.
    public var turn: Int
    /// The message's agent.
    public var agent: String
    /// The text that is to be revised.
    public var block: Block
    /// The credit of the cell that the critic was told; `nil` when none is known.
    public var credit: Double?
    /// Where that credit comes from; `nil` when none is known.
    public var creditSource: CreditSource?
    /// The specific weakness.
    public var weakness: String
    /// The evidence, looked up.
    public var quotes: [Quote]
    /// The revision that the critic suggests.
    public var suggestion: RuleEdit
    /// The critic's own confidence in [0,1]; `nil` when it gives none.
    public var confidence: Double?
    /// The critic's model as it names itself.
    public var critic: String
    /// The critic's temperature; `nil` when the provider's own.
    public var temperature: Double?
    /// Whether the critic is the model that the agents speak with; `nil` when the trace does not say.
    public var isAgentsModel: Bool?
    /// Whether no real model wrote it.
    public var isSimulated: Bool
    /// Likely secrets that were taken out before the text was sent.
    public var redactions: Int

    /// Makes a critique.
    public init(
        trace: String, problem: String?, question: String? = nil, turn: Int, agent: String, block: Block,
        credit: Double? = nil, creditSource: CreditSource? = nil, weakness: String, quotes: [Quote],
        suggestion: RuleEdit,
        confidence: Double? = nil, critic: String, temperature: Double? = nil, isAgentsModel: Bool? = nil,
        isSimulated: Bool = false, redactions: Int = 0
    ) {
        self.trace = trace
        self.problem = problem
        self.question = question
        self.turn = turn
        self.agent = agent
        self.block = block
        self.credit = credit
        self.creditSource = creditSource
        self.weakness = weakness
        self.quotes = quotes
        self.suggestion = suggestion
        self.confidence = confidence
        self.critic = critic
        self.temperature = temperature
        self.isAgentsModel = isAgentsModel
        self.isSimulated = isSimulated
        self.redactions = redactions
    }

    /// The quotes that the trace has.
    public var foundQuotes: Int { quotes.count { $0.isFound } }

    /// Whether it may become a proposal without an explicit override: at least one quote was found.
    public var isGrounded: Bool { foundQuotes > 0 }

    /// What to know before believing it, one clause each.
    public var warnings: [String] {
        var warnings: [String] = []
        if isAgentsModel == true {
            warnings.append("the critic is the agents' own model and may share their mistakes; name another critic")
        }
        if !isGrounded { warnings.append("none of its quotes is in the trace, so it makes no proposal by itself") }
        return warnings
    }
}
