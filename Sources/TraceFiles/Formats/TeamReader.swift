import CreditEngine

/// Reads the team that a run carries: names, text and parameters, and nothing that could be run or called.
enum TeamReader {
    /// The team of a run record: native `team`, a list of `agents`, or a dictionary of system prompts.
    static func team(_ node: JSONNode) -> Team? {
        if let team = node["team"], team.kind == .object {
            return Team(
                name: team["name"]?.string, members: members(team["agents"]), aggregation: aggregation(team["protocol"])
            )
        }
        if let agents = node["agents"], agents.kind == .array {
            let members = members(agents)
            return members.isEmpty ? nil : Team(members: members)
        }
        if let prompts = node["system_prompt"], prompts.kind == .object {
            var members: [Team.Member] = []
            prompts.forEachField { key, value in
                members.append(Team.Member(name: key.string, prompt: value.string))
            }
            return members.isEmpty ? nil : Team(members: members)
        }
        return nil
    }

    private static func members(_ node: JSONNode?) -> [Team.Member] {
        var members: [Team.Member] = []
        node?.forEach { item in
            guard let name = (item["name"] ?? item["id"])?.string ?? item.string else { return }
            members.append(
                Team.Member(
                    name: name, role: item["role"]?.string, prompt: item["prompt"]?.string, model: item["model"]?.string
                ))
        }
        return members
    }

    private static func aggregation(_ node: JSONNode?) -> AggregationProtocol? {
        guard let node, node.kind == .object, let turns = node["turns"]?.integer,
            (0...Limits.turns).contains(turns)
        else { return nil }
        let visibility = node["visibility"]?.string.flatMap(AggregationProtocol.Visibility.init)
        return AggregationProtocol(
            turns: turns, order: MessageReader.names(node["order"]), visibility: visibility ?? .shared,
            aggregator: node["aggregator"]?.string, prompt: node["prompt"]?.string)
    }
}
