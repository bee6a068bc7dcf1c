import CreditEngine

extension Trace {
    /// The run in one line for each message, for tests that compare it with what it should be:
    /// `1 editor: Write it. -> writer | search({"q":1}) = found`.
    var rendered: [String] {
        messages.map { message in
            let agent = agents[message.agent]
            let mark = agent.kind == .human ? "(person)" : agent.kind == .tool ? "(tool)" : ""
            var line = "\(message.turn) \(agent.name)\(mark): \(message.output)"
            if !message.recipients.isEmpty { line += " -> " + message.recipients.joined(separator: ", ") }
            for tool in message.tools {
                line += " | \(tool.name)(\(tool.arguments))"
                if let result = tool.result { line += " = \(result)" }
                if let error = tool.error { line += " failed: \(error)" }
            }
            return line
        }
    }

    /// The prompt of an agent.
    func prompt(of agent: String) -> String? { team?.members.first { $0.name == agent }?.prompt }
}
