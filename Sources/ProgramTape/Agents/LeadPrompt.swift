import CreditEngine

extension AskedCall {
    /// The first message, where there is no system prompt and the message tells the agent what it is: many scripts send
    /// prompt and question as one message.
    var lead: String? {
        guard system.isEmpty, let first = messages.first, first.role == "user",
            AgentNames.name(in: String(first.content.prefix(200))) != nil
        else { return nil }
        return first.content
    }
}
