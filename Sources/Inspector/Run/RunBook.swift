import CreditEngine

/// An opened run with the tables that drawing it needs, made once when it is opened.
struct RunBook: Sendable {
    /// A cell that has messages.
    struct Slot: Sendable {
        let cell: Cell
        /// Its messages, as a range of `order`.
        let messages: Range<Int>
        /// Its joint heat, or why it has none.
        let heat: Score
        /// Its entry in `EstimatedCredit.cells`.
        let credit: Int?
    }

    let trace: Trace
    let credit: EstimatedCredit
    let file: String
    let turns: Int
    /// All cells with messages, in order.
    let slots: [Slot]
    /// Indices into `Trace.messages`, cell by cell.
    let order: [Int]
    /// The first slot of each turn from 1; one more entry at the end.
    private let firstSlot: [Int]
    /// Each turn's entry in `EstimatedCredit.temporal`.
    private let temporalEntry: [Int32]
    /// The temporal figure that fills a bar.
    private let topTemporal: Double
    /// Each agent's structural share.
    private let shares: [Score]
    /// The cells to look at first: suspects, then by heat.
    let hot: [Cell]
    /// How many cells have a heat.
    let scoredCells: Int

    init(trace: Trace, credit: EstimatedCredit, file: String) {
        self.trace = trace
        self.credit = credit
        self.file = file
        let turns = max(trace.turnCount, trace.messages.map(\.turn).max() ?? 0)
        self.turns = turns
        let known = trace.messages.indices.filter {
            trace.messages[$0].turn >= 1 && trace.agents.indices.contains(trace.messages[$0].agent)
        }
        let order = known.sorted {
            let (a, b) = (trace.messages[$0], trace.messages[$1])
            return (a.turn, a.agent, $0) < (b.turn, b.agent, $1)
        }
        self.order = order
        var slots: [Slot] = []
        var firstSlot = Array(repeating: 0, count: turns + 2)
        var entry = 0
        var start = 0
        while start < order.count {
            let cell = trace.messages[order[start]].cell
            var end = start + 1
            while end < order.count, trace.messages[order[end]].cell == cell { end += 1 }
            while entry < credit.cells.count, credit.cells[entry].cell < cell { entry += 1 }
            let isScored = entry < credit.cells.count && credit.cells[entry].cell == cell
            slots.append(
                Slot(
                    cell: cell, messages: start..<end,
                    heat: isScored ? credit.cells[entry].score : .unscored("not scored"),
                    credit: isScored ? entry : nil))
            firstSlot[cell.turn] += 1
            start = end
        }
        var sum = 0
        for turn in 0..<firstSlot.count {
            let here = firstSlot[turn]
            firstSlot[turn] = sum
            sum += here
        }
        self.slots = slots
        self.firstSlot = firstSlot
        scoredCells = slots.reduce(0) { $0 + ($1.heat.value == nil ? 0 : 1) }
        var temporalEntry = Array(repeating: Int32(-1), count: turns + 1)
        for (i, entry) in credit.temporal.enumerated() where temporalEntry.indices.contains(entry.turn) {
            temporalEntry[entry.turn] = Int32(clamping: i)
        }
        self.temporalEntry = temporalEntry
        topTemporal = Sparkline.top(of: credit.temporal.map(\.score.value))
        var shares = Array(repeating: Score.unscored("not scored"), count: trace.agents.count)
        for entry in credit.structural where shares.indices.contains(entry.agent) { shares[entry.agent] = entry.score }
        self.shares = shares
        var seen: Set<Cell> = []
        let suspects = credit.suspects.map(\.cell).filter { seen.insert($0).inserted }
        let byHeat = slots.filter { Symbols.tenths($0.heat.value ?? 0) > 0 && !seen.contains($0.cell) }
            .sorted { ($1.heat.value ?? 0, $0.cell) < ($0.heat.value ?? 0, $1.cell) }
        hot = suspects + byHeat.map(\.cell)
    }

    /// The slot of a cell; `nil` where the agent is silent.
    func slot(_ cell: Cell) -> Slot? {
        guard cell.turn >= 1, cell.turn <= turns else { return nil }
        let turn = slots[firstSlot[cell.turn]..<firstSlot[cell.turn + 1]]
        return turn[safe: turn.firstPlace { $0.cell.agent >= cell.agent }].flatMap { $0.cell == cell ? $0 : nil }
    }

    /// Whether anyone speaks in a turn.
    func hasMessages(turn: Int) -> Bool {
        turn >= 1 && turn <= turns && firstSlot[turn] < firstSlot[turn + 1]
    }

    /// Temporal credit of a turn; `nil` when it has no entry.
    func temporal(_ turn: Int) -> EstimatedCredit.Turn? {
        guard let entry = temporalEntry[safe: turn], entry >= 0 else { return nil }
        return credit.temporal[Int(entry)]
    }

    /// The bar of a turn's temporal credit.
    func temporalBar(_ turn: Int) -> String {
        Sparkline.symbol(Sparkline.level(temporal(turn)?.score.value, top: topTemporal))
    }

    /// An agent's structural share.
    func share(_ agent: Int) -> Score { shares[safe: agent] ?? .unscored("not scored") }

    /// What a cell shows in a credit mode; `nil` where the agent is silent.
    func score(_ cell: Cell, _ mode: CreditMode) -> Score? {
        guard let slot = slot(cell) else { return nil }
        return switch mode {
        case .joint: slot.heat
        case .temporal: temporal(cell.turn)?.score ?? .unscored("not scored")
        case .structural: share(cell.agent)
        }
    }

    /// The indices of a cell's messages in `Trace.messages`.
    func messages(_ cell: Cell) -> ArraySlice<Int> {
        slot(cell).map { order[$0.messages] } ?? []
    }

    /// An agent's name.
    func agent(_ cell: Cell) -> String { trace.agents[safe: cell.agent]?.name ?? "?" }
}

/// Which estimated credit the grid shows.
enum CreditMode: String, Sendable, CaseIterable {
    case joint, temporal, structural

    /// The mode after this one.
    var next: CreditMode {
        switch self {
        case .joint: .temporal
        case .temporal: .structural
        case .structural: .joint
        }
    }
}
