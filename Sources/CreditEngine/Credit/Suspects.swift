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

    init(_ trace: Trace, _ reading: Reading, _ heats: MessageHeats, _ links: EvidenceLinks) {
        guard !trace.messages.isEmpty else {
            none = "the trace has no messages"
            return
        }
        if trace.outcome?.success == true {
            none = "the run succeeded"
            return
        }
        let ranked = Self.ranking(heats.messages, Influence(reading).weights)
        var seen: Set<Cell> = []
        for heat in ranked where named.count < Self.limit {
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

    /// The messages that stand out, hottest first; of equally hot ones the one that later messages build on most.
    private static func ranking(
        _ heats: [EstimatedCredit.MessageHeat], _ influence: [Double]
    ) -> [EstimatedCredit.MessageHeat] {
        var hot: [(value: Double, heat: EstimatedCredit.MessageHeat)] = []
        for heat in heats {
            if let value = heat.score.value, value >= floor { hot.append((value, heat)) }
        }
        hot.sort { a, b in
            if a.value != b.value { return a.value > b.value }
            let (x, y) = (influence[a.heat.message], influence[b.heat.message])
            return x != y ? x > y : a.heat.message < b.heat.message
        }
        return hot.map(\.heat)
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

    /// One sentence: up to three reasons, and where its content shows up again.
    private static func sentence(_ heat: EstimatedCredit.MessageHeat, _ path: [Int], _ trace: Trace) -> String {
        var text = heat.evidence.prefix(3).map(\.shows).joined(separator: "; ")
        if text.isEmpty { text = "differs from what was said before" }
        if let symptom = path.first, symptom != heat.message {
            text += "; turn \(trace.messages[symptom].turn) builds on it"
        }
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
