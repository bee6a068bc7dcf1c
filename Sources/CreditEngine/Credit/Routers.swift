/// Agents that pass work on rather than do it, told by how the conversation runs and not by their names.
enum Routers {
    /// For each agent, whether it is a router.
    ///
    /// An agent is one when its messages are addressed by a channel note (`-> WebSurfer`), or when it takes part in
    /// every change of speaker among models and three or more others speak: the hub of a star.
    static func find(in trace: Trace) -> [Bool] {
        var routers = [Bool](repeating: false, count: trace.agents.count)
        var partners = [Set<Int>](repeating: [], count: trace.agents.count)
        var changes = [Int](repeating: 0, count: trace.agents.count)
        var all = 0
        var last: Int?
        for (index, message) in trace.messages.enumerated() {
            guard trace.agents.indices.contains(message.agent), trace.kind(ofSpeaker: index) == .model else { continue }
            if message.channel?.hasPrefix("->") == true { routers[message.agent] = true }
            if let last, last != message.agent {
                all += 1
                changes[last] += 1
                changes[message.agent] += 1
                partners[last].insert(message.agent)
                partners[message.agent].insert(last)
            }
            last = message.agent
        }
        for agent in routers.indices where changes[agent] == all && partners[agent].count >= 3 {
            routers[agent] = true
        }
        return routers
    }
}
