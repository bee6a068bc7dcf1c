import CreditEngine

/// The lines of the times pane: when each message was spoken, how long it took, its tokens and its cost, as far as the
/// file records them, a turn and an agent summed.
///
/// Where the recording says when messages began or ended, their bars stand where the clock on the wall says; elsewhere one
/// after the other.
enum TimesText {
    static func lines(_ screen: RunScreen, width: Int) -> [TextLine] {
        let messages = screen.tables.trace.messages
        let (all, times) = (TimesSum(messages), SpokenTimes(messages))
        var wrapper = TextWrapper(width: width)
        guard all.isAnything || times.all != nil else {
            wrapper.add("no times, tokens or costs are recorded in this run", Style(.quiet), isOwn: true)
            return wrapper.lines
        }
        addSums(screen, all, to: &wrapper)
        if let whole = times.all {
            addClock(times, whole, to: &wrapper)
        } else if let seconds = all.seconds, seconds > 0 {
            wrapper.add(
                "one after the other, \(Numeral.seconds(seconds)) in all: the file says how long each took, not when it began",
                Style(.quiet), isOwn: true, indent: 2)
        }
        let bars = TimeBars(messages, times, columns: max(8, min(60, width - 52)))
        var turn: Int?
        for (place, message) in messages.enumerated() {
            if message.turn != turn {
                turn = message.turn
                addTurn(Array(messages[place...].prefix { $0.turn == turn }), to: &wrapper)
            }
            let isHere = place == screen.message
            let label = "\(message.turn) \(screen.tables.agent(message.cell))"
            wrapper.addLine(
                [name(label, Style(.plain, bold: isHere)), .own(bars.line(place), Style(.quiet)), .own(" ")]
                    + TimesSum([message]).spans(of: 1))
            if let words = relation(times.relations[place], whole: times.all, screen) {
                wrapper.add(words, indent: 4)
            }
        }
        return wrapper.lines
    }

    /// The run's and the agents' sums, and what `*` means in them.
    private static func addSums(_ screen: RunScreen, _ all: TimesSum, to wrapper: inout TextWrapper) {
        let messages = screen.tables.trace.messages
        wrapper.addLine([.own("all ".padding(to: 22), Style(.title, bold: true))] + all.spans(of: messages.count))
        let byAgent = Dictionary(grouping: messages, by: \.agent)
        for agent in screen.tables.trace.agents.indices {
            guard let said = byAgent[agent] else { continue }
            let sum = TimesSum(said)
            wrapper.addLine([name(screen.tables.trace.agents[agent].name, Style(.title))] + sum.spans(of: said.count))
        }
        if let missing = all.missing(of: messages.count) {
            wrapper.add(missing, Style(.quiet), isOwn: true, indent: 2)
        }
    }

    /// The whole time by the recording's clock: how long anybody, several and nobody spoke.
    private static func addClock(_ times: SpokenTimes, _ whole: ClosedRange<Int>, to wrapper: inout TextWrapper) {
        let length = whole.upperBound - whole.lowerBound
        var words =
            "\(PointInTime.date(whole.lowerBound)) from \(PointInTime.time(whole.lowerBound)) to "
            + "\(PointInTime.time(whole.upperBound)) by the recording's clock, \(seconds(length))"
        if let busy = times.busy {
            words +=
                ": nobody spoke for \(seconds(length - busy.anybody)), two or more at once for \(seconds(busy.several))"
        } else {
            let ends = times.stretches.count { $0.whole == nil }
            words += "; of \(Numeral.count(ends, "message")) only one end is recorded, or none: a bar of one column"
        }
        wrapper.add(words, Style(.quiet), isOwn: true, indent: 2)
    }

    /// A turn's sum, where it has several messages.
    private static func addTurn(_ messages: [Message], to wrapper: inout TextWrapper) {
        guard messages.count > 1 else { return }
        let words = "turn \(messages[0].turn)".padding(to: 22)
        wrapper.addLine([.own(words, Style(.title))] + TimesSum(messages).spans(of: messages.count))
    }

    /// Who waited for whom, where it took a fiftieth of the whole time or more, and who spoke at the same time.
    private static func relation(
        _ relation: SpokenTimes.Relation?, whole: ClosedRange<Int>?, _ screen: RunScreen
    ) -> [Span]? {
        guard let relation, let whole else { return nil }
        func of(_ message: Int) -> String {
            let other = screen.tables.trace.messages[message]
            return "\(other.turn) \(VisibleText.escape(screen.tables.agent(other.cell)))"
        }
        switch relation {
        case .waited(let time, let message) where time > (whole.upperBound - whole.lowerBound) / 50:
            return [.own("    began \(seconds(time)) after the end of "), .foreign(of(message))]
        case .beside(let time, let message):
            return [.own("    at the same time as "), .foreign(of(message)), .own(" for \(seconds(time))")]
        default: return nil
        }
    }

    private static func seconds(_ nanoseconds: Int) -> String { Numeral.seconds(Double(nanoseconds) / 1e9) }

    /// Where the pane begins to speak of a message, so that it is seen.
    private static func name(_ words: String, _ style: Style) -> Span {
        .foreign(ColumnNames.clipped(VisibleText.escape(words), 20).padding(to: 22), style)
    }
}
