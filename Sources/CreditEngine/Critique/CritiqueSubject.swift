/// What a critic is asked about: one cell of a run, and the text that made it speak so.
public struct CritiqueSubject: Sendable {
    /// The credit of a cell as the critic is told it.
    public struct Credit: Sendable, Hashable {
        /// The figure; its range depends on the source.
        ///
        /// Measured: δ, negative when the message hurt. Estimated: heat in [0,1]. Judged: the score in [0,1].
        public var value: Double
        /// Where it comes from.
        public var source: CreditSource

        /// Makes a credit.
        public init(_ value: Double, _ source: CreditSource) {
            self.value = value
            self.source = source
        }
    }

    /// The run.
    public var trace: Trace
    /// The message's cell.
    public var cell: Cell
    /// The text that is to be revised.
    public var block: Block
    /// The texts that are in force; the critic reads the block's.
    public var prompts: PromptSet
    /// What is known of the cell's credit; `nil` when nothing is.
    public var credit: Credit?
    /// Why people rejected earlier revisions of the block.
    public var rejections: [String]

    /// Makes a subject; throws `CritiqueError.noMessage` and `.noPrompt`.
    ///
    /// - Parameters:
    ///   - block: the text to revise; without one, the one that the cell's message answers to.
    ///   - prompts: the texts in force; without them, those that the trace carries.
    public init(
        _ trace: Trace, cell: Cell, block: Block? = nil, prompts: PromptSet? = nil, credit: Credit? = nil,
        rejections: [String] = []
    ) throws {
        guard trace.agents.indices.contains(cell.agent), trace.agents[cell.agent].kind == .model,
            trace.messages.contains(where: { $0.cell == cell })
        else { throw CritiqueError.noMessage(turn: cell.turn) }
        let agent = trace.agents[cell.agent].name
        guard let prompts = prompts ?? trace.team.map(PromptSet.init) else {
            throw CritiqueError.noPrompt(Block.role(agent).name)
        }
        let block = block ?? Self.block(speaking: agent, in: prompts)
        guard prompts[block] != nil else { throw CritiqueError.noPrompt(block.name) }
        self.trace = trace
        self.cell = cell
        self.block = block
        self.prompts = prompts
        self.credit = credit
        self.rejections = rejections
    }

    /// The text that an agent's messages answer to: the aggregation protocol's for the aggregator when it has one,
    /// else the agent's role prompt.
    public static func block(speaking agent: String, in prompts: PromptSet) -> Block {
        let aggregates = prompts.team.aggregation?.aggregator == agent
        return aggregates && prompts[.aggregation] != nil ? .aggregation : .role(agent)
    }

    /// The agent's name.
    public var agent: String { trace.agents[cell.agent].name }
    /// The block's text.
    public var prompt: String { prompts[block] ?? "" }
    /// The cell's messages, joined.
    var output: String { trace.messages.filter { $0.cell == cell }.map(\.output).joined(separator: "\n") }

    /// What the agent saw: as recorded, else rebuilt from the protocol, else everything said before.
    var seen: String {
        guard let index = trace.messages.firstIndex(where: { $0.cell == cell }) else { return "" }
        if let input = trace.messages[index].input {
            return input.filter { $0.role != "system" }.map(\.content).joined(separator: "\n\n")
        }
        let before = trace.messages[..<index].filter { trace.agents.indices.contains($0.agent) }
        if let team = trace.team, let aggregation = team.aggregation,
            let member = team.members.first(where: { $0.name == agent })
        {
            var input = TeamInput(team: team, aggregation: aggregation, problem: trace.problem ?? Problem())
            for message in before {
                input.hear(message.output, by: trace.agents[message.agent].name, turn: message.turn)
            }
            return input.messages(for: member, turn: cell.turn).last?.content ?? ""
        }
        return before.map { "[turn \($0.turn)] \(trace.agents[$0.agent].name): \($0.output)" }.joined(separator: "\n")
    }
}
