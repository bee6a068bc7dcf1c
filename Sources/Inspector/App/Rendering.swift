import CreditEngine

extension App {
    /// Draws what is to be seen now; the frame has the terminal's size.
    public func render() -> Frame {
        let size = session.size
        var canvas = Canvas(size: size, isAscii: configuration.isAscii)
        if size.isTiny {
            canvas.own("ascribe needs 40×10", column: 0, row: 0)
            if size.rows > 1 { canvas.own("has \(size.columns)×\(size.rows)", column: 0, row: 1) }
            if size.rows > 2 { canvas.own("Q quits", column: 0, row: 2) }
            return canvas.frame
        }
        for screen in stack[whole...] { screen.draw(on: &canvas, size: size, session) }
        if isLegendDue {
            LegendBox(top.legend(session), size).draw(note: "any key goes on · H shows it again", on: &canvas)
        }
        if let input, input.isCommand {
            palette(input).draw(on: &canvas, size: size, choice: input.choice)
        }
        drawStatus(on: &canvas, size)
        drawFooter(on: &canvas, size)
        return canvas.frame
    }

    /// Whether the legend lies over the opened run because nobody has seen it yet.
    var isLegendDue: Bool {
        configuration.showsLegend && top.subject != nil && session.size.rows >= 18 && input == nil
    }

    /// The last screen that fills the whole frame; those after it lie over its lower part.
    private var whole: Int { stack.lastIndex { !$0.isPartial } ?? 0 }

    private func drawStatus(on canvas: inout Canvas, _ size: Size) {
        let row = size.rows - 2
        let notice = session.notice.map { NoticeLine(notice: $0, log: session.log) }
        if let input {
            // A mistake stays in sight while it is being corrected.
            if input.keepsNotice { notice?.draw(on: &canvas, size, row: row - 1) }
            return input.draw(on: &canvas, row: row, columns: size.columns)
        }
        if let notice { return notice.draw(on: &canvas, size, row: row) }
        let open = session.jobs.open
        if !open.isEmpty, !top.showsJobs {
            return JobBar.draw(open, at: session.seconds, on: &canvas, row: row, columns: size.columns)
        }
        let words = stack[whole].status(session)
        if !words.isEmpty { canvas.put(.own(" " + words, Style(.quiet)), column: 0, row: row, width: size.columns) }
    }

    /// Draws the keys that matter here, as many as fit; the help key always.
    private func drawFooter(on canvas: inout Canvas, _ size: Size) {
        let row = size.rows - 1
        if let input {
            var at = 1
            for (key, word) in input.keys {
                let label = key.label(isAscii: canvas.isAscii)
                guard at + Glyph.columns(of: label) + word.count + 2 < size.columns else { break }
                at = canvas.own(label, column: at, row: row, style: Style(.title, bold: true))
                at = canvas.own(" " + word, column: at, row: row) + 2
            }
            return
        }
        for item in footer(size) {
            let end = canvas.own(item.key, column: item.columns.lowerBound, row: row, style: Style(.title, bold: true))
            if !item.word.isEmpty { canvas.own(" " + item.word, column: end, row: row) }
        }
    }

    /// A command of the footer, and the columns that it takes.
    struct FooterItem {
        let command: AnyCommand
        let key: String
        let word: String
        let columns: Range<Int>
    }

    /// The commands that the footer shows.
    func footer(_ size: Size) -> [FooterItem] {
        var items: [FooterItem] = []
        var at = 1
        for command in commands {
            guard let word = command.footer(top, session) else { continue }
            if top.hidesRefusedCommands, command.refusal(top, session) != nil { continue }
            let key = command.name.keys.first?.label(isAscii: configuration.isAscii) ?? ""
            let end = at + Glyph.columns(of: key) + 1 + word.count
            guard end + 3 < size.columns - 1 else { continue }
            items.append(FooterItem(command: command, key: key, word: word, columns: at..<end))
            at = end + 2
        }
        if let help = tables.all.first(where: { $0.name.name == Screens.help.opening?.name.name }) {
            let key = help.name.keys.first?.label(isAscii: configuration.isAscii) ?? ""
            let end = size.columns - 1
            items.append(FooterItem(command: help, key: key, word: "", columns: end - key.count..<end))
        }
        return items
    }
}
