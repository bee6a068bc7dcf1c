/// The cells to look at first, each with its reason in words; none when none stands out.
struct Suspects {
    /// At most five, most suspicious first.
    private(set) var named: [EstimatedCredit.Suspect] = []
    /// Why none is named.
    private(set) var none: String?

    /// The most that are named.
    static let limit = 5
    /// The heat below which a message does not stand out: one chance in ten of being a mistake.
    static let floor = 0.1

    init(_ trace: Trace, _ reading: Reading, _ heats: MessageHeats, _ ranking: MessageRanking, _ links: EvidenceLinks) {
        guard !trace.messages.isEmpty else {
            none = "the trace has no messages"
            return
        }
        if trace.outcome?.success == true {
            none = "the run succeeded"
            return
        }
        var seen: Set<Cell> = []
        for heat in ranking.order.map({ heats.messages[$0] }) where named.count < Self.limit {
            guard let value = heat.score.value, value >= Self.floor else { break }
            let cell = trace.messages[heat.message].cell
            guard seen.insert(cell).inserted else { continue }
            let path = links.path(to: heat.message) { Self.isSymptom($0, trace, reading) }
            named.append(
                .init(
                    cell: cell, message: heat.message, why: Self.sentence(heat, path, trace),
                    path: Self.cells(of: path, trace)))
        }
        if named.isEmpty {
            none = "none stands out: no message shows an error, an untraceable figure or a failed program"
        }
    }

    /// Whether a message shows that something went wrong before it.
    private static func isSymptom(_ index: Int, _ trace: Trace, _ reading: Reading) -> Bool {
        let facts = reading.messages[index]
        return facts.first(.objection) != nil || trace.kind(ofSpeaker: index) == .tool && facts.failure != nil
    }

    private static func cells(of path: [Int], _ trace: Trace) -> [Cell] {
        var cells: [Cell] = []
        for message in path where cells.last != trace.messages[message].cell {
            cells.append(trace.messages[message].cell)
        }
        return cells
    }

    /// One sentence: the strongest reason, and where its content shows up again; the other reasons are in the heat's
    /// evidence.
    private static func sentence(_ heat: EstimatedCredit.MessageHeat, _ path: [Int], _ trace: Trace) -> String {
        var text = heat.evidence.first?.shows ?? "differs from what was said before"
        if let symptom = path.first, symptom != heat.message {
            let turn = trace.messages[symptom].turn
            let later = turn == trace.messages[heat.message].turn ? "a later message of this turn" : "turn \(turn)"
            let isReply = trace.agents[trace.messages[symptom].agent].kind == .tool
            text += isReply ? "; the reply of its tool shows it" : "; \(later) builds on it"
        }
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
