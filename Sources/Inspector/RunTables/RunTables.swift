import CreditEngine

/// An opened run with the tables that drawing it needs, made once when it is opened.
struct RunTables: Sendable {
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
    /// Whether this is the whole run, and not only its beginning.
    let isWhole: Bool
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
    /// How many cells have a figure, by credit mode.
    private(set) var scoredCells: [CreditMode: Int] = [:]
    /// The largest figure of any cell, by credit mode.
    private var topHeats: [CreditMode: Double] = [:]
    /// Each component of the state over the turns, as far as it is a number.
    let states: [(name: String, line: Sparkline?)]

    init(trace: Trace, credit: EstimatedCredit, file: String, isWhole: Bool = true) {
        self.trace = trace
        self.isWhole = isWhole
        self.credit = credit
        self.file = file
        let turns = trace.messages.reduce(trace.turnCount) { max($0, $1.turn) }
        self.turns = turns
        var places: [(cell: Cell, message: Int)] = []
        places.reserveCapacity(trace.messages.count)
        for index in trace.messages.indices {
            let cell = Cell(turn: trace.messages[index].turn, agent: trace.messages[index].agent)
            if cell.turn >= 1, trace.agents.indices.contains(cell.agent) { places.append((cell, index)) }
        }
        places.sort { $0.cell == $1.cell ? $0.message < $1.message : $0.cell < $1.cell }
        order = places.map(\.message)
        var slots: [Slot] = []
        var firstSlot = Array(repeating: 0, count: turns + 2)
        var entry = 0
        var start = 0
        while start < places.count {
            let cell = places[start].cell
            var end = start + 1
            while end < places.count, places[end].cell == cell { end += 1 }
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
        var temporalEntry = Array(repeating: Int32(-1), count: turns + 1)
        for (i, entry) in credit.temporal.enumerated() where temporalEntry.indices.contains(entry.turn) {
            temporalEntry[entry.turn] = Int32(clamping: i)
        }
        self.temporalEntry = temporalEntry
        states = Self.stateLines(credit.states)
        topTemporal = Sparkline.top(of: credit.temporal.map(\.score.value))
        var shares = Array(repeating: Score.unscored("not scored"), count: trace.agents.count)
        for entry in credit.structural where shares.indices.contains(entry.agent) { shares[entry.agent] = entry.score }
        self.shares = shares
        hot = credit.hottest.map(\.cell)
        for mode in CreditMode.allCases {
            let values = slots.compactMap { score($0, mode).value }
            scoredCells[mode] = values.count
            topHeats[mode] = values.max()
        }
    }

    /// One sparkline for each of the first 20 components of the last state.
    private static func stateLines(_ states: [State]) -> [(name: String, line: Sparkline?)] {
        let names = (states.last?.components ?? []).prefix(20).map(\.name)
        var values: [[Double?]] = names.map { _ in [] }
        for state in states {
            for (i, name) in names.enumerated() {
                // Components mostly stand in the same order in every state.
                let component = state.components[safe: i].flatMap { $0.name == name ? $0 : nil }
                let value = component.map(\.value) ?? state[name]
                if case .number(let x)? = value { values[i].append(x) } else { values[i].append(nil) }
            }
        }
        return zip(names, values).map { ($0, $1.contains { $0 != nil } ? Sparkline($1) : nil) }
    }

    /// The state that holds in a turn.
    func state(_ turn: Int) -> State? {
        let place = credit.states.firstPlace { $0.turn > turn }
        return credit.states[safe: place - 1]
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

    /// The figure of the fullest shade in a credit mode: the largest of the run, but never less than `Sparkline.quiet`.
    func topHeat(_ mode: CreditMode) -> Double { max(Sparkline.quiet, topHeats[mode] ?? 0) }

    /// Whether somebody stands out, so that there is blame to be shared.
    var isAnyoneBlamed: Bool { !credit.suspects.isEmpty || !isWhole }

    /// An agent's structural share.
    func share(_ agent: Int) -> Score { shares[safe: agent] ?? .unscored("not scored") }

    /// What a cell shows in a credit mode; `nil` where the agent is silent.
    func score(_ cell: Cell, _ mode: CreditMode) -> Score? {
        slot(cell).map { score($0, mode) }
    }

    private func score(_ slot: Slot, _ mode: CreditMode) -> Score {
        switch mode {
        case .joint: slot.heat
        case .temporal: temporal(slot.cell.turn)?.score ?? .unscored("not scored")
        case .structural where !isAnyoneBlamed && share(slot.cell.agent).value != nil: .value(0)
        case .structural: share(slot.cell.agent)
        }
    }

    /// The indices of a cell's messages in `Trace.messages`.
    func messages(_ cell: Cell) -> ArraySlice<Int> {
        slot(cell).map { order[$0.messages] } ?? []
    }

    /// The messages that a cell's heat, its turn's credit and the state after it were read off, each once.
    func wordSources(of cell: Cell) -> [Int] {
        let heat = credit.cells.first { $0.cell == cell }?.evidence ?? []
        let turn = credit.temporal.first { $0.turn == cell.turn }?.evidence ?? []
        let state = credit.states.last { $0.turn == cell.turn }?.components.flatMap(\.evidence) ?? []
        var seen: Set<Int> = []
        return (heat + turn + state).map(\.message).filter { seen.insert($0).inserted }
    }

    /// Its name across openings.
    var key: RunKey { RunKey(file: file, id: trace.id) }

    /// What a cell says, message by message.
    func words(_ cell: Cell) -> [String] { messages(cell).map { trace.messages[$0].output } }

    /// An agent's name.
    func agent(_ cell: Cell) -> String { trace.agents[safe: cell.agent]?.name ?? "?" }
}
