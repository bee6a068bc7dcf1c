import CreditEngine

/// What the nodes of a LangGraph graph wrote into its state, in order; each node is an agent.
struct LangGraphWrites {
    var thread = LangChainThread()

    /// Names of nodes that are the graph's own machinery.
    private static let generic: Set<String> = [
        "__start__", "__end__", "__interrupt__", "agent", "tools", "call_model", "model",
    ]

    /// The agent behind a node: the first part of its place in the graph that is no machinery.
    ///
    /// A place is written `editor:id|agent:id`, as one text or as a list of such parts.
    static func agent(node: String, namespace: [String]) -> String {
        let places = namespace.flatMap { $0.split(separator: "|") }.map { String($0.prefix { $0 != ":" }) }
        return (places + [node]).first { !generic.contains($0) && !$0.isEmpty } ?? node
    }

    /// Adds what a node wrote.
    mutating func add(_ written: JSONNode?, by agent: String, round: Int? = nil) {
        guard let written, written.kind != .null else { return }
        var texts: [String] = []
        var rest: [String] = []
        collect(written, by: agent, round, &texts, &rest)
        if texts.isEmpty, !thread.run.hasSpoken(agent, round: round) { texts = rest }
        guard !texts.isEmpty else { return }
        var statement = ImportedRun.Statement(agent: agent, text: texts.joined(separator: "\n"))
        statement.round = round
        thread.run.say(statement)
    }

    /// Sorts what was written into messages, texts and other values.
    private mutating func collect(
        _ written: JSONNode, by agent: String, _ round: Int?, _ texts: inout [String], _ rest: inout [String]
    ) {
        switch written.kind {
        case .string: if let text = written.string, !text.isEmpty { texts.append(text) }
        case .object where LangChainThread.isMessage(written):
            thread.add(written, by: agent, round: round, repeats: true)
        case .object:
            written.forEachField { key, value in collect(field: key.string, value, by: agent, round, &texts, &rest) }
        case .array:
            // Older versions write pairs of a name and a value.
            written.forEach { pair in
                var parts: [JSONNode] = []
                pair.forEach { parts.append($0) }
                if parts.count == 2, let name = parts[0].string {
                    collect(field: name, parts[1], by: agent, round, &texts, &rest)
                } else {
                    collect(pair, by: agent, round, &texts, &rest)
                }
            }
        default: rest.append(JSONText.of(written))
        }
    }

    private mutating func collect(
        field name: String, _ value: JSONNode, by agent: String, _ round: Int?, _ texts: inout [String],
        _ rest: inout [String]
    ) {
        if name == "goto" || name == "next" {
            rest.append("\(name): \(value.plainText ?? "")")
        } else {
            var lines: [String] = []
            if let text = value.string {
                lines = [text]
            } else {
                value.forEach { element in
                    if LangChainThread.isMessage(element) || ChatMessage(element) != nil {
                        thread.add(element, by: agent, round: round, repeats: true)
                    } else if let text = element.string {
                        lines.append(text)
                    }
                }
            }
            if LangChainThread.isMessage(value) { thread.add(value, by: agent, round: round, repeats: true) }
            for line in lines where !line.isEmpty && !texts.contains(where: { $0.contains(line) }) {
                // A word alone says nothing without its name.
                if line.contains(" ") { texts.append(line) } else { rest.append("\(name): \(line)") }
            }
            if value.kind == .number || value.kind == .bool { rest.append("\(name): \(JSONText.of(value))") }
        }
    }

    /// Adds what the graph was given: the question, in messages or as a text.
    mutating func addInput(_ values: JSONNode?, round: Int? = nil) {
        var question: String?
        values?.forEachField { _, value in
            value.forEach { if ChatMessage($0) != nil { thread.add($0, round: round, repeats: true) } }
            if question == nil, let text = value.string, text.contains(" ") { question = text }
        }
        guard thread.run.problem?.input == nil, let question else { return }
        thread.run.setQuestion(question)
        var statement = ImportedRun.Statement(agent: "user", kind: .human, text: question)
        statement.round = round
        thread.run.begin(statement)
    }
}

extension ImportedRun {
    /// Whether an agent has said something in a round of the source.
    func hasSpoken(_ agent: String, round: Int?) -> Bool {
        statements.indices.contains {
            statements[$0].agent == agent && statements[$0].round == round
                && (!statements[$0].text.isEmpty || !tools[$0].isEmpty || !statements[$0].recipients.isEmpty)
        }
    }
}
