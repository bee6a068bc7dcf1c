/// Heat of messages, cells and agents.
struct MessageHeats {
    /// One entry a message.
    private(set) var messages: [EstimatedCredit.MessageHeat] = []
    /// One entry a cell that has messages, in order.
    private(set) var cells: [EstimatedCredit.CellHeat] = []
    /// One entry an agent.
    private(set) var structural: [EstimatedCredit.AgentShare] = []

    init(_ trace: Trace, _ reading: Reading, _ links: EvidenceLinks, _ temporal: [Score]) {
        let onward = Self.onward(links)
        for (index, message) in trace.messages.enumerated() {
            let kind = trace.agents.indices.contains(message.agent) ? trace.agents[message.agent].kind : .model
            guard kind == .model else {
                messages.append(.init(message: index, score: .unscored(kind == .tool ? "a tool" : "a person")))
                continue
            }
            let facts = reading.messages[index]
            let next = index + 1 < reading.messages.count ? reading.messages[index + 1] : nil
            let errors = facts.falsehoods.count + facts.count(.inability) + (next?.count(.failure) ?? 0)
            let raised = Double(errors) / Double(errors + 1)
            let reach = onward[index] / (onward[index] + 5)
            let turn = temporal.indices.contains(message.turn - 1) ? temporal[message.turn - 1].value ?? 0 : 0
            let heat = min(1, max(0, turn.isFinite ? min(1, turn) : 0)) / 3 + raised / 3 + reach / 3
            let evidence = facts.signs.filter { $0.cue == .inability }.prefix(2).map {
                Evidence(message: index, range: $0.range, shows: "what was asked could not be done")
            }
            messages.append(.init(message: index, score: .value(heat), evidence: Array(evidence)))
        }
        gather(trace)
    }

    /// How much later content each message introduced.
    private static func onward(_ links: EvidenceLinks) -> [Double] {
        var onward = [Double](repeating: 0, count: links.sources.count)
        for sources in links.sources {
            for source in sources { onward[source.message] += source.weight }
        }
        return onward
    }

    private mutating func gather(_ trace: Trace) {
        var sums = [Double](repeating: 0, count: trace.agents.count)
        var place: [Cell: Int] = [:]
        for (index, message) in trace.messages.enumerated() {
            let heat = messages[index]
            if let value = heat.score.value, sums.indices.contains(message.agent) { sums[message.agent] += value }
            if let old = place[message.cell] {
                if (heat.score.value ?? -1) > (cells[old].score.value ?? -1) {
                    cells[old].score = heat.score
                    cells[old].evidence = heat.evidence
                }
            } else {
                place[message.cell] = cells.count
                cells.append(.init(cell: message.cell, score: heat.score, evidence: heat.evidence))
            }
        }
        cells.sort { $0.cell < $1.cell }
        let total = sums.reduce(0, +)
        var spoke = [Bool](repeating: false, count: trace.agents.count)
        for message in trace.messages where spoke.indices.contains(message.agent) { spoke[message.agent] = true }
        structural = trace.agents.indices.map { agent in
            let score: Score =
                switch trace.agents[agent].kind {
                case .tool: .unscored("a tool")
                case .human: .unscored("a person")
                case .model where !spoke[agent]: .unscored("never speaks")
                case .model: total > 0 ? .value(sums[agent] / total) : .unscored("nothing to share")
                }
            return .init(agent: agent, score: score)
        }
    }
}
