/// Agents that pass work on rather than do it, told by how the conversation runs and not by their names.
public enum Routers {
    /// Whether a message hands a program over: it has a fence of three backticks.
    public static func handsOverProgram(_ message: Message) -> Bool {
        var text = message.output
        return text.withUTF8 { Reading.hasFence($0) }
    }

    /// For each agent, whether it is a router.
    ///
    /// An agent is one when its messages are addressed by a channel note (`-> WebSurfer`), or when it takes part in
    /// every change of speaker among models and three or more others speak: the hub of a star.
    public static func find(in trace: Trace) -> [Bool] {
        var routers = [Bool](repeating: false, count: trace.agents.count)
        var partners = [Set<Int>](repeating: [], count: trace.agents.count)
        var changes = [Int](repeating: 0, count: trace.agents.count)
        var all = 0
        var last: Int?
        for index in trace.messages.indices {
            let agent = trace.messages[index].agent
            guard trace.agents.indices.contains(agent), trace.agents[agent].kind == .model else { continue }
            if trace.messages[index].channel?.hasPrefix("->") == true { routers[agent] = true }
            if let last, last != agent {
                all += 1
                changes[last] += 1
                changes[agent] += 1
                partners[last].insert(agent)
                partners[agent].insert(last)
            }
            last = agent
        }
        for agent in routers.indices where changes[agent] == all && partners[agent].count >= 3 {
            routers[agent] = true
        }
        return routers
    }
}
