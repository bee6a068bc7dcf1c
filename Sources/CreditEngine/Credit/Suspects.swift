/// The cells to look at first, each with its reason in words; none when none stands out.
struct Suspects {
    /// At most five, most suspicious first.
    private(set) var named: [EstimatedCredit.Suspect] = []
    /// Why none is named.
    private(set) var none: String?

    /// The most that are named.
    static let limit = 5

    init(_ trace: Trace, _ heats: MessageHeats, _ links: EvidenceLinks) {
        if trace.outcome?.success == true {
            none = "the run succeeded"
            return
        }
        let ranked = heats.messages.compactMap { heat in heat.score.value.map { (heat, $0) } }
            .sorted { $0.1 == $1.1 ? $0.0.message < $1.0.message : $0.1 > $1.1 }
        var seen: Set<Cell> = []
        for (heat, value) in ranked where value > 0 && named.count < Self.limit {
            let cell = trace.messages[heat.message].cell
            guard seen.insert(cell).inserted else { continue }
            var path: [Cell] = []
            for message in links.path(from: heat.message) where path.last != trace.messages[message].cell {
                path.append(trace.messages[message].cell)
            }
            let why =
                heat.evidence.first.map { "\($0.shows)." }
                ?? "The state moved here and later messages use what it says."
            named.append(.init(cell: cell, message: heat.message, why: why, path: path))
        }
        if named.isEmpty { none = trace.messages.isEmpty ? "the trace has no messages" : "none stands out" }
    }
}
