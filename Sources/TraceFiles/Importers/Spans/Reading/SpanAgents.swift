import CreditEngine

/// Which spans of a tree speak, and which tools are agents.
///
/// A model call that others only repeat is none. An agent below which no model call has words speaks itself. A tool inside
/// which an agent works stands for that agent: its result is what the agent says.
struct SpanAgents {
    let tree: SpanTree
    private(set) var facts: [SpanFacts]
    /// What agents say by themselves, by the position of their spans.
    private(set) var ownWords: [Int: String] = [:]
    /// The agents behind tools, by the positions of the tools' spans.
    private(set) var agentOfTool: [Int: String] = [:]
    /// The same by the tools' names.
    private(set) var agentOfToolName: [String: String] = [:]
    /// The spans of these agents, by the positions of the tools' spans.
    private var workers: [Int: Int] = [:]
    private(set) var speakers: [SpanSpeakers.Speaker?] = []
    private(set) var isInferred = false

    init(tree: SpanTree) {
        self.tree = tree
        facts = tree.spans.map { SpanFacts($0) }
        dropRepeatedCalls()
        recoverAnswers()
        var naming = SpanSpeakers(tree: tree, facts: facts)
        speakers = facts.indices.map { index in
            let role = facts[index].role
            let speaks =
                role == .modelCall || role == .tool || role == .agent || facts[index].agent != nil
                || facts[index].isNode(tree.spans[index])
            return speaks ? naming.speaker(index) : nil
        }
        isInferred = naming.isInferred
        findAgentsAsTools()
        findOwnWords()
    }

    /// The model calls directly inside a span: not those of its agents and tools.
    private func innerCalls(_ index: Int) -> [Int] {
        var found: [Int] = []
        var stack = tree.children[index]
        while let child = stack.popLast() {
            switch facts[child].role {
            case .modelCall: found.append(child)
            case .setup, .handoff: stack += tree.children[child]
            case .tool, .agent: break
            }
        }
        return found
    }

    /// Of model calls inside model calls one counts: the inner ones, unless the only one of them has no answer.
    private mutating func dropRepeatedCalls() {
        for index in tree.innermostFirst where facts[index].role == .modelCall {
            let inner = innerCalls(index)
            guard !inner.isEmpty else { continue }
            if inner.allSatisfy({ facts[$0].output.isEmpty }), !facts[index].output.isEmpty {
                for call in inner { facts[call].role = .setup }
            } else {
                facts[index].role = .setup
            }
        }
    }

    /// An answer that was not recorded stands in what the model is given next, behind what it was given before.
    private mutating func recoverAnswers() {
        let calls = facts.indices.filter { facts[$0].role == .modelCall }
        for (position, call) in calls.enumerated() where facts[call].output.isEmpty && !facts[call].input.isEmpty {
            let input = facts[call].input
            let next = calls[(position + 1)...].prefix(256).first { later in
                let after = facts[later].input
                guard after.count > input.count, tree.parents[later] == tree.parents[call] else { return false }
                return zip(after, input).allSatisfy { $0.prompt == $1.prompt }
            }
            guard let next else { continue }
            let answer = facts[next].input[input.count]
            if answer.role == .model { facts[call].output = answer.content }
        }
    }

    private mutating func findAgentsAsTools() {
        for index in facts.indices where facts[index].role == .tool {
            guard let tool = facts[index].tool, let worker = agent(inside: index) ?? agent(beside: index, tool.name),
                let name = speakers[worker]?.name, name != speakers[index]?.name
            else { continue }
            agentOfTool[index] = name
            workers[index] = worker
            agentOfToolName[tool.name] = name
        }
    }

    /// The agent that works inside a tool, by the position of its span.
    private func agent(inside index: Int) -> Int? {
        var stack = tree.children[index]
        while let child = stack.popLast() {
            if speakers[child] != nil, facts[child].role == .modelCall || facts[child].role == .agent { return child }
            if facts[child].role != .tool { stack += tree.children[child] }
        }
        return nil
    }

    /// The agent of the tool's name that works while the tool does, where the spans are not put into each other.
    private func agent(beside index: Int, _ name: String) -> Int? {
        guard let start = tree.spans[index].start, let end = tree.spans[index].end else { return nil }
        var at = index + 1
        while at < tree.spans.count, let begun = tree.spans[at].start, begun <= end {
            defer { at += 1 }
            let isInside = begun >= start && (tree.spans[at].end ?? Int.max) <= end
            if isInside, facts[at].role == .agent, speakers[at]?.name == name { return at }
        }
        return nil
    }

    private mutating func findOwnWords() {
        /// Whether something inside says words, by position.
        var speaks = Array(repeating: false, count: facts.count)
        var said: [Int: Set<String>] = [:]
        for index in tree.innermostFirst {
            for child in tree.children[index] {
                if speaks[child] { speaks[index] = true }
                said[index, default: []].formUnion(said[child] ?? [])
            }
            said[index] = said[index].flatMap { $0.count > 64 ? nil : $0 }
            let fact = facts[index]
            if fact.role == .modelCall {
                speaks[index] = !fact.output.texts.isEmpty
                said[index, default: []].formUnion(fact.output.texts)
                continue
            }
            let isNode = fact.role == .setup && (fact.agent != nil || fact.isNode(tree.spans[index]))
            guard fact.role == .agent || isNode else {
                takeResult(of: index, &speaks)
                continue
            }
            let words = fact.output.text
            let own = innerCalls(index)
            let isOwn = own.allSatisfy { facts[$0].output.texts.isEmpty } && (!speaks[index] || !own.isEmpty)
            guard !words.isEmpty, isOwn, said[index]?.contains(words) != true else { continue }
            ownWords[index] = words
            speaks[index] = true
            said[index, default: []].insert(words)
        }
    }

    /// An agent that works inside a tool without a word of its own said what the tool returned.
    private mutating func takeResult(of index: Int, _ speaks: inout [Bool]) {
        guard let worker = workers[index], !speaks[index], !speaks[worker], let result = facts[index].tool?.result,
            !result.isEmpty
        else { return }
        ownWords[worker] = result
        speaks[index] = true
        speaks[worker] = true
    }
}
