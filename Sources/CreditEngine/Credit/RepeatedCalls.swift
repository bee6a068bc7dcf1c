/// Calls for tools that were made before by the same agent and got the same answer: action without progress.
struct RepeatedCalls {
    /// The messages that make such a call, by their index.
    private(set) var messages: Set<Int> = []

    private struct Call: Hashable {
        var agent: Int
        var name: String
        var arguments: String
        var answer: String?
    }

    init(_ trace: Trace) {
        var seen: Set<Call> = []
        for (index, message) in trace.messages.enumerated() {
            for tool in message.tools where tool.result != nil || tool.error != nil {
                let call = Call(
                    agent: message.agent, name: tool.name, arguments: tool.arguments, answer: tool.error ?? tool.result)
                if !seen.insert(call).inserted { messages.insert(index) }
            }
        }
    }
}
