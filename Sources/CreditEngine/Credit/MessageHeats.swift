/// Heat of messages, cells and agents.
///
/// A message's heat is the chance that it is a mistake, by what it shows and by what came of it. Where it stands in the run
/// does not enter: equal evidence gives equal heat, whoever speaks first.
struct MessageHeats {
    /// One entry a message.
    private(set) var messages: [EstimatedCredit.MessageHeat] = []
    /// One entry a cell that has messages, in order.
    private(set) var cells: [EstimatedCredit.CellHeat] = []
    /// One entry an agent.
    private(set) var structural: [EstimatedCredit.AgentShare] = []

    /// The heat below which no words are put to it: one chance in two hundred.
    private static let worthWords = 0.005

    init(_ trace: Trace, _ reading: Reading) {
        let replies = Self.replies(in: trace)
        let routers = Routers.find(in: trace)
        let troubles = CallTroubles(trace).messages
        var isFirst = true
        messages.reserveCapacity(trace.messages.count)
        for index in trace.messages.indices {
            let kind = trace.kind(ofSpeaker: index)
            guard kind == .model else {
                messages.append(.init(message: index, score: .unscored(kind == .tool ? "a tool" : "a person")))
                continue
            }
            let hints = Hints(
                index, trace, reading, reply: replies[index], isFirst: isFirst, trouble: troubles[index])
            isFirst = false
            let agent = trace.messages[index].agent
            let heat = hints.chance(isRouter: routers.indices.contains(agent) && routers[agent])
            let reasons =
                heat < Self.worthWords
                ? nil : Reasons(index, trace, reading, hints, reply: replies[index], trouble: troubles[index])
            messages.append(.init(message: index, score: .value(heat), evidence: reasons?.evidence ?? []))
        }
        gatherCells(trace)
        gatherAgents(trace, Surviving(trace, reading))
    }

    private static func replies(in trace: Trace) -> [Int?] {
        var replies = [Int?](repeating: nil, count: trace.messages.count)
        for index in trace.messages.indices.dropLast().reversed() {
            let isOther = trace.messages[index + 1].agent != trace.messages[index].agent
            replies[index] = isOther ? index + 1 : replies[index + 1]
        }
        return replies
    }

    private mutating func gatherCells(_ trace: Trace) {
        var place: [Cell: Int] = [:]
        cells.reserveCapacity(messages.count)
        for (index, heat) in messages.enumerated() {
            let cell = trace.messages[index].cell
            guard let old = place[cell] else {
                place[cell] = cells.count
                cells.append(.init(cell: cell, score: heat.score, evidence: heat.evidence))
                continue
            }
            if let value = heat.score.value, value > cells[old].score.value ?? -1 {
                cells[old] = .init(cell: cell, score: heat.score, evidence: heat.evidence)
            }
        }
        cells.sort { $0.cell < $1.cell }
    }

    private mutating func gatherAgents(_ trace: Trace, _ surviving: Surviving) {
        var sums = [Double](repeating: 0, count: trace.agents.count)
        var speaks = [Bool](repeating: false, count: trace.agents.count)
        for index in messages.indices {
            let agent = trace.messages[index].agent
            guard sums.indices.contains(agent) else { continue }
            speaks[agent] = true
            sums[agent] += (messages[index].score.value ?? 0) * (1 + surviving.shares[index])
        }
        let total = sums.reduce(0, +)
        structural = trace.agents.indices.map { agent in
            let score: Score =
                switch trace.agents[agent].kind {
                case .tool: .unscored("a tool")
                case .human: .unscored("a person")
                case .model where !speaks[agent]: .unscored("never speaks")
                case .model: total > 0 ? .value(sums[agent] / total) : .unscored("no message shows anything")
                }
            return .init(agent: agent, score: score)
        }
    }
}

/// How much of what a message introduced survives into the team's last word.
struct Surviving {
    /// For each message n/(n + 10), n = words of content that it introduced and the last word still has.
    private(set) var shares: [Double]

    /// Looks at the last message of a model with ten words or more.
    init(_ trace: Trace, _ reading: Reading) {
        shares = [Double](repeating: 0, count: trace.messages.count)
        let last = trace.messages.indices.last { index in
            trace.kind(ofSpeaker: index) == .model && reading.messages[index].words >= 10
        }
        guard let last else { return }
        var counts = [Int](repeating: 0, count: last)
        // It takes only words that the other table holds, so that there is room for each.
        let seen = ContentTable()
        var text = trace.messages[last].output
        text.withUTF8 { bytes in
            WordScan.words(bytes) { word in
                guard word.isContent, let first = reading.table.introducer(of: word.hash), first >= 0, first < last,
                    case .new = seen.note(word.hash, message: 0)
                else { return }
                counts[first] += 1
            }
        }
        for (message, count) in counts.enumerated() { shares[message] = Double(count) / (Double(count) + 10) }
    }
}
