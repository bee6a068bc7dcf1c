/// Which agent stands behind every span of a tree.
///
/// The first that gives a name: the span itself, LangGraph's namespace, the nearest enclosing agent, the nearest enclosing
/// span with a telling name, the role prompt of the model call.
struct SpanSpeakers {
    /// An agent, and the span or namespace that stands for this visit of it; `nil` when nothing does.
    struct Speaker {
        var name: String
        var visit: String?
    }

    let tree: SpanTree
    let facts: [SpanFacts]
    /// Whether some agents are named after their role prompts.
    private(set) var isInferred = false
    /// Enclosing spans below which models were given several role prompts: teams, not agents.
    private var teams: Set<Int> = []

    init(tree: SpanTree, facts: [SpanFacts]) {
        (self.tree, self.facts) = (tree, facts)
        findTeams()
    }

    private mutating func findTeams() {
        // A span that turns out to be a team uncovers the next one around it.
        for _ in 0..<4 {
            var prompts: [Int: Set<String>] = [:]
            for (index, fact) in facts.enumerated() where fact.role == .modelCall && fact.agent == nil {
                guard let holder = enclosing(index), let prompt = fact.input.first(.instructions) else { continue }
                prompts[holder, default: []].insert(SpanNames.label(ofPrompt: prompt))
            }
            let found = prompts.filter { $0.value.count > 1 }.map(\.key)
            if found.isEmpty { return }
            teams.formUnion(found)
        }
    }

    /// The enclosing span that names the agent: the nearest agent, else the nearest with a telling name that is not the
    /// whole run.
    private func enclosing(_ index: Int) -> Int? {
        var named: Int?
        for ancestor in tree.ancestors(of: index) {
            let fact = facts[ancestor]
            if fact.role == .tool { return named ?? ancestor }
            guard !teams.contains(ancestor) else { continue }
            if fact.role == .agent, name(of: ancestor) != nil { return ancestor }
            if named == nil, tree.parents[ancestor] != nil || fact.agent != nil, name(of: ancestor) != nil {
                named = ancestor
            }
        }
        return named
    }

    /// The name that a span bears, unless it says nothing.
    private func name(of index: Int) -> String? {
        let fact = facts[index]
        if let own = fact.agent ?? fact.namespace.flatMap(SpanNames.langGraph)?.name { return own }
        if fact.role == .tool { return fact.tool?.name }
        let name = SpanNames.undecorated(tree.spans[index].name)
        guard !SpanNames.isGeneric(name), !SpanNames.isGeneric(tree.spans[index].name) || fact.role == .agent else {
            return nil
        }
        return name
    }

    /// The agent behind a span.
    mutating func speaker(_ index: Int) -> Speaker {
        let fact = facts[index]
        let holder = enclosing(index)
        let graph = fact.namespace.flatMap(SpanNames.langGraph)
        let agentSpan = holder.flatMap { facts[$0].role == .agent || facts[$0].role == .tool ? $0 : nil }
        let visit = graph?.visit ?? (fact.role == .agent ? index : agentSpan ?? holder).map { "\($0)" }
        if let own = fact.agent { return Speaker(name: own, visit: visit) }
        if let graph { return Speaker(name: graph.name, visit: visit) }
        if fact.role == .agent, !teams.contains(index), let name = name(of: index) {
            return Speaker(name: name, visit: visit)
        }
        let prompt = fact.input.first(.instructions)
        if let holder, facts[holder].role != .tool || prompt == nil, let name = name(of: holder) {
            return Speaker(name: name, visit: visit)
        }
        if let prompt {
            isInferred = true
            return Speaker(name: label(of: prompt), visit: holder.map { "\($0)" })
        }
        return Speaker(name: rootName(of: index) ?? "assistant", visit: nil)
    }

    /// One name for every role prompt, told apart by a number where two begin alike.
    private mutating func label(of prompt: String) -> String {
        let label = SpanNames.label(ofPrompt: prompt)
        return label.isEmpty ? "assistant" : label
    }

    private func rootName(of index: Int) -> String? {
        var root: Int?
        for ancestor in tree.ancestors(of: index) { root = ancestor }
        return root.flatMap { teams.contains($0) ? nil : name(of: $0) }
    }
}
