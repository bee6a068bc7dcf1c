import CreditEngine

extension Place {
    static let menu = Place("the menu of replays")
}

/// What is about to be replayed, and what it costs; nothing starts before Enter.
struct ReplayMenu: Screen {
    static let places: [Place] = [.menu]
    let place = Place.menu
    let isPartial = true

    /// What it offers.
    enum Offer: Sendable, Hashable {
        case swap(Cell, SwapChoice)
        /// A swap by words that the person writes first, starting from some.
        case words(Cell, EditedReplacement, from: String)
        case measure
    }

    let offers: [Offer]
    let measurement: RunMeasurement
    private(set) var selected = 0
    /// Pairs of a swap, and replays of a measurement.
    private(set) var pairs = 20
    private(set) var budget = 60

    // MARK: update

    static let table: [Command<ReplayMenu>] =
        [Command(.open, footer: "start") { $0.start(&$1) }] + moves() + [
            Command(.more, footer: "more") { screen, _ in screen.addSamples() }
        ]

    /// The swaps of a cell.
    init(cell: Cell, _ measurement: RunMeasurement, marked: [SwapChoice]) {
        let trace = measurement.trace
        var choices: [SwapChoice] = [.resample, .noOp]
        if let name = trace.team?.aggregation?.aggregator, trace.agents[safe: cell.agent]?.name == name {
            choices += [.known(.majority), .known(.concatenation)]
        }
        var offers: [Offer] = choices.map { .swap(cell, $0) }
        let said = trace.messages.filter { $0.cell == cell }.map(\.output).joined(separator: "\n\n")
        offers.append(.words(cell, .reference, from: said))
        let agent = trace.agents[safe: cell.agent]?.name
        if let prompt = trace.team?.members.first(where: { $0.name == agent })?.prompt {
            offers.append(.words(cell, .prompt, from: prompt))
        }
        offers += measurement.terms.others.prefix(5).map { .swap(cell, .known(.model($0))) }
        offers += marked.prefix(5).map { .swap(cell, $0) }
        self.init(offers, measurement)
    }

    /// Some offers; of a job that was cut off, only for what it did not make.
    init(_ offers: [Offer], _ measurement: RunMeasurement, remaining job: Job? = nil) {
        self.offers = offers
        self.measurement = measurement
        switch job?.replays {
        case .swap(_, _, let all, _)?: pairs = max(1, all - (job?.done ?? 0))
        case .measure(let all)?: budget = all
        case nil: break
        }
    }

    /// The selected offer.
    var offer: Offer? { offers[safe: selected] }

    mutating func move(_ movement: Movement, _ context: inout Context) {
        switch movement {
        case .up: selected -= 1
        case .down: selected += 1
        case .first, .pageUp, .halfUp: selected = 0
        case .last, .pageDown, .halfDown: selected = offers.count - 1
        case .left, .right, .leftmost, .rightmost: break
        }
        selected = max(0, min(selected, offers.count - 1))
    }

    mutating func wheel(column: Int, row: Int, steps: Int, _ context: inout Context) {}

    /// Takes more samples than the usual number.
    mutating func addSamples() {
        if offer == .measure { budget = min(10_000, budget + 20) } else { pairs = min(1000, pairs + 20) }
    }

    /// The job that Enter starts.
    var task: ReplayTask? {
        switch offer {
        case .swap(let cell, let choice)?:
            .swap(cell, choice, pairs: pairs, after: measurement.swapped(cell, choice)?.asked ?? 0)
        case .measure?: .measure(budget: budget)
        case .words?, nil: nil
        }
    }

    /// The most calls that the selected offer makes.
    private var calls: Int {
        let count = measurement.order.count
        switch offer {
        case .swap(let cell, let choice)?:
            let later = count - 1 - (measurement.order.position(of: cell) ?? 0)
            return pairs * (2 * later + (choice.isFixed ? 0 : 1))
        case .words(let cell, let wording, _)?:
            let later = count - 1 - (measurement.order.position(of: cell) ?? 0)
            return pairs * (2 * later + (wording == .prompt ? 1 : 0))
        case .measure?: return budget * count
        case nil: return 0
        }
    }

    /// The price of the selected offer, in words.
    var price: String {
        let cost = measurement.terms.cost(calls: calls)
        switch offer {
        case .swap(let cell, let choice)?:
            let sample = measurement.swapped(cell, choice)?.pairs
            return "\(Numeral.count(2 * pairs, "replay")), \(Numeral.count(calls, "call")), \(cost) · "
                + "±\(Numeral.share(NeededPairs.reach)) takes about \(Numeral.count(NeededPairs.count(sample), "pair"))"
        case .words?:
            return
                "your words first; then \(Numeral.count(2 * pairs, "replay")), \(Numeral.count(calls, "call")), \(cost) · "
                + "±\(Numeral.share(NeededPairs.reach)) takes about \(Numeral.count(NeededPairs.count(nil), "pair"))"
        case .measure?:
            return "up to \(Numeral.count(budget, "replay")), \(Numeral.count(calls, "call")), \(cost) · "
                + "a verdict takes up to 20 fresh pairs of them"
        case nil: return ""
        }
    }

    // MARK: render

    /// Draws the menu over the lower part of the screen.
    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        var wrapper = TextWrapper(width: size.columns - 4)
        wrapper.add(price, Style(.title, bold: true), isOwn: true)
        for note in measurement.terms.notes { wrapper.add(note, Style(.quiet)) }
        let lines = wrapper.lines
        let shown = min(offers.count, max(1, size.rows - 6 - lines.count))
        let first = max(0, min(selected - shown + 1, offers.count - shown))
        let rows = shown + lines.count + 2
        let box = Rect(column: 0, row: max(0, size.rows - 2 - rows), columns: size.columns, rows: rows)
        for row in box.row..<box.row + box.rows {
            canvas.fill(row: row, column: 0, columns: box.columns, style: .plain)
        }
        let place = shown < offers.count ? "\(selected + 1) of \(offers.count) · " : ""
        let notes = ["Enter starts · + more samples · Esc leaves", "Enter starts · + more", ""].map { place + $0 }
        let note = notes.first { $0.count + 6 <= box.columns } ?? ""
        canvas.box(box, title: title, note: note, isFocused: true)
        for line in 0..<shown {
            guard let offer = offers[safe: first + line] else { break }
            let isHere = first + line == selected
            let style = Style(.plain, bold: isHere, selected: isHere)
            let row = box.row + 1 + line
            canvas.fill(row: row, column: 1, columns: box.columns - 2, style: style)
            if isHere { canvas.own("▌", column: 1, row: row, style: Style(.title, bold: true)) }
            let (name, words) = words(offer)
            canvas.own(name, column: 3, row: row, width: 14, style: style)
            let shown = ColumnNames.clipped(words.text, max(0, box.columns - 20))
            canvas.put(
                Span(text: shown, style: style, isOwn: words.isOwn), column: 18, row: row,
                width: max(0, box.columns - 20))
        }
        for (place, line) in lines.enumerated() {
            canvas.put(line.spans, column: 3, row: box.row + 1 + shown + place, width: max(0, box.columns - 4))
        }
    }

    private var title: [Span] {
        let style = Style(.title)
        let swapped: Cell? =
            switch offers.first {
            case .swap(let cell, _)?: cell
            case .words(let cell, _, _)?: cell
            default: nil
            }
        guard let cell = swapped else {
            return [.own("measure ", style), .foreign(measurement.trace.id, style)]
        }
        let name = measurement.trace.agents[safe: cell.agent]?.name ?? "?"
        return [
            .own("swap \(cell.turn) ", style), .foreign(name, style), .own(", \(Numeral.count(pairs, "pair"))", style),
        ]
    }

    private func words(_ offer: Offer) -> (name: String, words: Span) {
        switch offer {
        case .words(_, let wording, _):
            let words: Span =
                switch wording {
                case .text: .own("other words, written in $EDITOR")
                case .reference: .own("the message as it should have been, written in $EDITOR")
                case .prompt: .own("the agent speaks under another prompt, written in $EDITOR")
                }
            return (wording.rawValue, words)
        case .measure:
            return ("measure", .own("which message cost the outcome, within \(Numeral.count(budget)) replays"))
        case .swap(_, let choice):
            let words: Span =
                switch choice {
                case .trace(_, let id, _), .known(.trace(let id, _)): .foreign("what it says in \(id)")
                case .known(.resample), .known(.said): .own("the agent speaks again under its own prompt")
                case .known(.noOp): .own("“\(Replacement.noOpWords)”")
                case .known(.majority): .own("the most common answer of its inputs")
                case .known(.concatenation): .own("its inputs one after the other")
                case .known(.text(let text)), .known(.reference(let text)), .known(.prompt(let text)): .foreign(text)
                case .known(.model(let name)): .foreign("the model \(name) speaks under the agent's prompt")
                }
            return (choice.name, words)
        }
    }
}
