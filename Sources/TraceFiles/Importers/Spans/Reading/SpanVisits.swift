import CreditEngine

/// Puts what happened in a run together into messages: one for each visit of an agent.
///
/// A visit is what an agent says and calls until it is done, or until another agent that it called has spoken. Model calls
/// of one agent span, or of one node of a graph, belong together; where nothing encloses them, a model call that asked for
/// no tool ends its visit.
struct SpanVisits {
    /// A message that is being put together.
    struct Visit {
        var statement: ImportedRun.Statement
        var key: String?
        var tools: [ImportedRun.CalledTool] = []
        var prompt: String?
        var isOpen = true
        /// Spans whose contents are other agents' doing.
        var members: Set<Int> = []
        /// When the last that belongs to it ended, in nanoseconds.
        var end = 0
    }

    private(set) var visits: [Visit] = []
    private var calls = CalledTools()

    /// The visit that goes on with this speaker, a new one when there is none; others that this one interrupts are closed.
    mutating func open(
        _ speaker: SpanSpeakers.Speaker, span: Int, ancestors: Set<Int>, start: Int, round: Int?
    ) -> Int {
        var current: Int?
        for index in visits.indices.suffix(64) where visits[index].isOpen {
            let visit = visits[index]
            if visit.key == speaker.visit, visit.statement.agent == speaker.name {
                current = index
            } else if !visit.members.isDisjoint(with: ancestors) || visit.key == nil && start >= visit.end {
                visits[index].isOpen = false
            }
        }
        if let current { return current }
        var statement = ImportedRun.Statement(agent: speaker.name)
        statement.round = round
        visits.append(Visit(statement: statement, key: speaker.visit))
        return visits.count - 1
    }

    /// Changes a visit, and learns of the tools that it calls now.
    mutating func update(_ index: Int, _ change: (inout Visit) -> Void) {
        let known = visits[index].tools.count
        change(&visits[index])
        for at in known..<visits[index].tools.count { calls.add(visits[index].tools[at], visit: index, at: at) }
    }

    /// Tells what a tool returned to the call with that identifier, else to the last unanswered one of that name; `false`
    /// when nobody called it.
    mutating func answer(_ tool: SpanTool, error: String?) -> Bool {
        let place = calls.place(of: tool) { visit, at in visits[visit].tools[at].isAnswered }
        guard let place else { return false }
        var called = visits[place.visit].tools[place.at]
        if called.isAnswered { return true }
        called.call.result = error == nil ? tool.result : nil
        called.call.error = error
        if called.call.arguments.isEmpty { called.call.arguments = tool.arguments }
        called.isAnswered = tool.result != nil || error != nil
        visits[place.visit].tools[place.at] = called
        return true
    }

    /// The visits in order; where an agent only called tools and then speaks again, as in a graph whose tools are nodes of
    /// their own, both are one.
    var joined: [Visit] {
        var list: [Visit] = []
        for visit in visits {
            guard let last = list.last, last.goesOn(with: visit) else {
                list.append(visit)
                continue
            }
            list[list.count - 1].take(visit)
        }
        return list
    }

    /// Names agents that the last message of somebody addresses.
    mutating func address(_ recipient: String, by agent: String) {
        guard let index = visits.lastIndex(where: { $0.statement.agent == agent }) else { return }
        visits[index].statement.address(recipient)
    }
}

extension SpanVisits.Visit {
    /// Whether another visit is of the same agent, which has called tools so far and said nothing to anybody.
    fileprivate func goesOn(with other: Self) -> Bool {
        statement.agent == other.statement.agent && statement.text.isEmpty && statement.recipients.isEmpty
            && !tools.isEmpty
    }

    /// Adds what another visit says, calls and costs.
    fileprivate mutating func take(_ other: Self) {
        statement.add(other.statement.text)
        statement.reasoning += other.statement.reasoning
        statement.add(other.statement.usage)
        statement.input = statement.input ?? other.statement.input
        statement.model = other.statement.model ?? statement.model
        if let cost = other.statement.cost { statement.cost = (statement.cost ?? 0) + cost }
        if let latency = other.statement.latency { statement.latency = (statement.latency ?? 0) + latency }
        statement.take(from: other.statement.started, to: other.statement.ended)
        for recipient in other.statement.recipients { statement.address(recipient) }
        tools += other.tools
        prompt = prompt ?? other.prompt
    }
}

extension ImportedRun.Statement {
    /// Adds a recipient once; nobody addresses themselves.
    mutating func address(_ recipient: String) {
        guard !recipient.isEmpty, recipient != agent, !recipients.contains(recipient) else { return }
        recipients.append(recipient)
    }

    /// Adds words, in a line of their own.
    mutating func add(_ words: String) {
        guard !words.isEmpty else { return }
        text += text.isEmpty ? words : "\n" + words
    }

    /// Adds the tokens of another call.
    mutating func add(_ more: Usage?) { usage = ImportedRun.sum(usage, more) }
}
