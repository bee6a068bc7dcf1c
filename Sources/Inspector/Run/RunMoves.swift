import CreditEngine

extension RunScreen {
    /// Moves in the grid or the list, or scrolls the pane that has the keyboard.
    mutating func move(_ movement: Movement, _ context: inout Context) {
        if focus == .runs {
            let page = max(1, listHeight - 1)
            return context.session.list.move(movement, page: page, context.session.catalogue)
        }
        if focus.isLower {
            if movement == .left || movement == .right {
                let tabs = Pane.lowerTabs
                let here = (tabs.firstIndex(of: focus) ?? 0) + (movement == .left ? tabs.count - 1 : 1)
                show(tabs[here % tabs.count])
                return
            }
            return lowerPane.scroll(movement)
        }
        if focus.isMessage {
            switch movement {
            case .left: setTab(-1)
            case .right: setTab(1)
            default: messagePane.scroll(movement)
            }
            return
        }
        let page = max(1, (grid?.down ?? 1) - 1)
        let rows = isTransposed ? tables.trace.agents.count : tables.turns
        let columns = isTransposed ? tables.turns : tables.trace.agents.count
        switch movement {
        case .up: step(rows: -1)
        case .down: step(rows: 1)
        case .left: step(columns: -1)
        case .right: step(columns: 1)
        case .pageUp: step(rows: -page)
        case .pageDown: step(rows: page)
        case .halfUp: step(rows: -max(1, page / 2))
        case .halfDown: step(rows: max(1, page / 2))
        case .first: step(rows: -rows)
        case .last: step(rows: rows)
        case .leftmost: step(columns: -columns)
        case .rightmost: step(columns: columns)
        }
    }

    mutating func go(to number: Int, _ context: inout Context) {
        if focus == .runs {
            context.goToRow(number)
        } else {
            if !(1...max(1, tables.turns)).contains(number) {
                let turns = Numeral.count(tables.turns, "turn")
                context.hint(
                    tables.isWhole ? "this run has \(turns)" : "only the first \(turns) are read so far")
            }
            go(to: Cell(turn: number, agent: cell.agent))
        }
    }

    /// Goes to a cell and, when given, to one of its messages.
    mutating func go(to target: Cell, message: Int? = nil) {
        cell = Cell(
            turn: max(1, min(target.turn, max(1, tables.turns))),
            agent: max(0, min(target.agent, max(0, tables.trace.agents.count - 1))))
        nth = messagePlace(of: message)
        limit = MessageText.firstLimit
    }

    /// The agents that fit what was typed.
    func agents(like typed: String) -> [String] {
        FuzzyMatch.ranked(tables.trace.agents.map(\.name), typed) { $0 }
    }

    /// Goes to an agent of this turn.
    mutating func go(toAgent name: String, _ context: inout Context) {
        guard let agent = tables.trace.agents.firstIndex(where: { $0.name == name }) else {
            return context.hint("there is no agent '\(name)' in this run")
        }
        go(to: Cell(turn: cell.turn, agent: agent))
    }

    /// Goes to the message whose words the figures of this cell came from, first one that is not shown already.
    ///
    /// Answers whether there are any.
    mutating func goToWords() -> Bool {
        let sources = tables.wordSources(of: cell)
        guard !sources.isEmpty else { return false }
        let next = sources.first { $0 != message } ?? sources[0]
        go(to: tables.trace.messages[next].cell, message: next)
        show(.text)
        return true
    }

    func messagePlace(of message: Int?) -> Int {
        let messages = tables.messages(cell)
        return message.flatMap { messages.firstIndex(of: $0) }.map { $0 - messages.startIndex } ?? 0
    }

    mutating func step(rows: Int = 0, columns: Int = 0) {
        let (turns, agents) = isTransposed ? (columns, rows) : (rows, columns)
        go(to: Cell(turn: cell.turn + turns, agent: cell.agent + agents))
    }

    /// Moves by turns in which someone speaks; returns whether there is one.
    mutating func step(turns: Int) -> Bool {
        var turn = cell.turn + turns
        while turn >= 1, turn <= tables.turns, !tables.hasMessages(turn: turn) { turn += turns }
        guard turn >= 1, turn <= tables.turns else { return false }
        go(to: Cell(turn: turn, agent: cell.agent))
        return true
    }

    /// Moves by messages in time order; returns whether there is one.
    mutating func step(messages: Int) -> Bool {
        let count = tables.trace.messages.count
        let next = message.map { $0 + messages } ?? nearestMessage(after: messages > 0)
        guard next >= 0, next < count else { return false }
        go(to: tables.trace.messages[next].cell, message: next)
        return true
    }

    /// The message next to a cell in which nobody speaks.
    func nearestMessage(after: Bool) -> Int {
        let place = tables.trace.messages.firstPlace { $0.cell >= cell }
        return after ? place : place - 1
    }

    /// Goes to the next message in time order at which the breakpoint holds; returns what there is to say about it.
    mutating func goToStop() -> String {
        guard let stops, !stops.messages.isEmpty else {
            return "the breakpoint holds at no message of this run; b changes it"
        }
        let place = stops.messages.firstPlace(atOrAfter: message.map { $0 + 1 } ?? nearestMessage(after: true))
        let isAround = place == stops.messages.count
        let next = isAround ? 0 : place
        let target = stops.messages[next]
        go(to: tables.trace.messages[target].cell, message: target)
        return "stop \(Numeral.count(next + 1)) of \(Numeral.count(stops.messages.count))"
            + (isAround ? ", around the end" : "")
    }

    /// Walks the path of a delayed error by one cell, at its end back to where it shows; returns what there is to say.
    mutating func followPath() -> String {
        guard let path = suspect?.path, let root = path.last else { return "" }
        if cell == root {
            go(to: path[0])
            return "what was introduced in turn \(root.turn) shows here; f goes back towards it"
        }
        let next = path.firstIndex(of: cell).map { path[$0 + 1] } ?? root
        go(to: next)
        return next == root ? "what shows in turn \(path[0].turn) was introduced here" : "it came through here"
    }

    /// Goes to the next or previous hit, or hot cell; returns what there is to say about it.
    mutating func jump(_ step: Int) -> String? {
        guard !search.isEmpty else { return jumpToHot(step) }
        guard !hits.isEmpty else { return "no message of this run has “\(search.text)”" }
        let next = nextHit(step)
        let wrapped = (next % hits.count + hits.count) % hits.count
        return goToHit(wrapped).map { $0 + (next == wrapped ? "" : ", around the end") }
    }

    /// The place among the hits of the shown message; `nil` when it is none.
    var hitPlace: Int? {
        guard let message else { return nil }
        let place = hits.firstPlace(atOrAfter: message)
        return hits[safe: place] == message ? place : nil
    }

    /// The place of the next or previous hit; beyond the hits where this run has no more.
    func nextHit(_ step: Int) -> Int {
        if let hitPlace { return hitPlace + step }
        let place = hits.firstPlace(atOrAfter: message ?? nearestMessage(after: true))
        return step > 0 ? place : place - 1
    }

    /// Goes to a hit; returns what there is to say about it.
    mutating func goToHit(_ place: Int) -> String? {
        guard let hit = hits[safe: place] else { return nil }
        go(to: tables.trace.messages[hit].cell, message: hit)
        tab = .text
        if focus.isMessage { focus = .text }
        return "hit \(place + 1) of \(Numeral.count(hits.count))"
    }

    private mutating func jumpToHot(_ step: Int) -> String? {
        // Measured cells first, then estimated ones: two rankings, one after the other.
        let measured = measurement?.measured.hot ?? []
        let estimated = tables.hot.filter { measurement?.effects[$0] == nil }
        let hot = measured + estimated
        guard !hot.isEmpty else { return "no cell of this run is hot" }
        let next = hot.firstIndex(of: cell).map { $0 + step } ?? (step > 0 ? 0 : -1)
        let wrapped = (next % hot.count + hot.count) % hot.count
        let target = hot[wrapped]
        // Who goes to a hot cell wants to see why it is hot.
        if lowerTab == .task || lowerTab == .times { lowerTab = .evidence }
        go(to: target, message: tables.credit.suspects.first { $0.cell == target }?.message)
        if measured.isEmpty { return "hot cell \(wrapped + 1) of \(Numeral.count(hot.count)), hottest first" }
        return wrapped < measured.count
            ? "measured cell, \(wrapped + 1) of \(Numeral.count(measured.count)), worst first"
            : "estimated cell, \(wrapped - measured.count + 1) of \(Numeral.count(estimated.count)), hottest first"
    }

    /// Searches all messages, or ends the search.
    mutating func search(_ search: RunSearch) {
        self.search = search
        hits = search.hits(in: tables.trace.messages)
        hitCells = Set(hits.map { tables.trace.messages[$0].cell })
        shownMessage = nil
    }
}
