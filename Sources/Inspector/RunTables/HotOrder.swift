import CreditEngine

extension EstimatedCredit {
    /// The cells to look at first with their heat: suspects, then by heat.
    var hottest: [(cell: Cell, heat: Double)] {
        var heats: [Cell: Double] = [:]
        for entry in cells { heats[entry.cell] = entry.score.value ?? 0 }
        var seen: Set<Cell> = []
        let first = suspects.map(\.cell).filter { seen.insert($0).inserted }.map { ($0, heats[$0] ?? 0) }
        let others = heats.filter { Symbols.tenths($0.value) > 0 && !seen.contains($0.key) }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        return first + others
    }
}
