import CreditEngine

/// AutoGen's own spans: what was said stands in the messages that its runtime delivers, once for every recipient.
enum AutoGenRuntime {
    /// Adds the messages that the runtime delivered, each once, in the order of their first delivery; `false` when there
    /// are none.
    static func fill(_ run: inout ImportedRun, from spans: [Span]) -> Bool {
        var thread = AutoGenThread()
        for span in spans {
            guard span["messaging.operation"]?.text == "process", let json = span["message"]?.parsed else { continue }
            withExtendedLifetime(json) { forEachMessage(in: json.root) { thread.add($0) } }
        }
        guard !thread.run.statements.isEmpty else { return false }
        let (notices, scores, started) = (run.notices, run.scores, run.started)
        run.takeOver(thread.run)
        (run.notices, run.scores, run.started) = (notices, scores, started)
        let traces = Set(spans.map(\.trace))
        if traces.count > 1 { run.notices.append("joined from \(traces.count) traces") }
        return true
    }

    /// The messages of one delivery: the team's, one agent's, or an agent's answer with what led to it.
    private static func forEachMessage(in node: JSONNode, _ body: (JSONNode) -> Void) {
        node["messages"]?.forEach(body)
        if let message = node["message"], AutoGenThread.isMessage(message) { body(message) }
        guard let response = node["response"] ?? node["agent_response"]?["response"] else { return }
        response["inner_messages"]?.forEach(body)
        if let message = response["chat_message"] { body(message) }
    }
}
