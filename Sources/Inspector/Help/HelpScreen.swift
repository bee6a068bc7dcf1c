import CreditEngine

extension Place {
    static let help = Place("help")
}

/// The list of all commands, then the language of filters: searchable, and Enter runs the selected command on the
/// screen below.
struct HelpScreen: Screen {
    static let places: [Place] = [.help]
    let place = Place.help
    private(set) var query = ""
    private(set) var rows: [Row]
    private let all: [Row]
    /// The names of the commands that would do something on the screen below.
    private var allowed: Set<String> = []
    private(set) var selected = 0
    private(set) var top = 0
    private var height = 1

    /// One row.
    enum Row: Sendable {
        case command(AnyCommand)
        case form(FilterLanguage.Form)

        /// Keys, name and what it does.
        func columns(isAscii: Bool) -> (keys: String, name: String, help: String) {
            switch self {
            case .command(let command):
                (command.name.keyLabels(isAscii: isAscii), command.name.name, command.name.help)
            case .form(let form): (CommandName.find.keyLabels(isAscii: isAscii), form.form, form.meaning)
            }
        }
    }

    // MARK: update

    static let opening: CommandName? = CommandName("help", [.character("?")], "this list")
    static let table: [Command<HelpScreen>] =
        [
            Command(.open) { screen, context in
                guard let row = screen.rows[safe: screen.selected] else { return }
                context.ask(.close)
                context.ask(.run(screen.command?.name.name ?? CommandName.find.name))
                if case .form(let form) = row { context.hint("\(form.form): \(form.meaning)") }
            }
        ] + moves() + [
            Command(.find, footer: "find") { screen, context in
                context.ask(
                    .type(
                        LineInput(
                            " / ", enter: "find", text: screen.query, for: HelpScreen.self,
                            changed: { screen, text, _ in screen.search(text) }, submit: { _, _, _ in })))
            }
        ]

    init(all: [AnyCommand]) {
        self.all = all.map(Row.command) + FilterLanguage.forms.map(Row.form)
        rows = self.all
    }

    static func open(_ before: HelpScreen?, isOnTop: Bool, _ context: inout Context) -> HelpScreen? {
        var screen = before ?? HelpScreen(all: context.commands.all)
        if !isOnTop, !screen.query.isEmpty { screen.search("") }
        return screen
    }

    /// The selected command.
    var command: AnyCommand? {
        if case .command(let command)? = rows[safe: selected] { command } else { nil }
    }

    /// Shows the rows whose name, keys or help contain a text.
    mutating func search(_ text: String) {
        query = text
        rows = all.filter { row in
            let columns = row.columns(isAscii: true)
            return TextMatch.contains(columns.name + " " + columns.help + " " + columns.keys, text)
        }
        selected = 0
        top = 0
    }

    mutating func move(_ movement: Movement, _ context: inout Context) {
        switch movement {
        case .up: selected -= 1
        case .down: selected += 1
        case .pageUp: selected -= height
        case .pageDown: selected += height
        case .halfUp: selected -= max(1, height / 2)
        case .halfDown: selected += max(1, height / 2)
        case .first: selected = 0
        case .last: selected = rows.count
        case .left, .right, .leftmost, .rightmost: break
        }
    }

    mutating func layOut(_ view: View, _ context: inout Context) {
        height = max(1, view.size.rows - 4)
        selected = max(0, min(selected, rows.count - 1))
        top = max(0, min(max(min(top, selected), selected - height + 1), rows.count - height))
        if let below = context.beneath { allowed = context.commands.allowed(on: below, context.session) }
    }

    /// The whole of the selected row where the screen cuts it.
    func status(_ session: Session) -> String {
        guard let row = rows[safe: selected] else { return "" }
        let words = row.columns(isAscii: true)
        let isWhole =
            Glyph.columns(of: words.help) <= session.size.columns - 33 && Glyph.columns(of: words.name) <= 16
        return isWhole ? "" : "\(words.name): \(words.help)"
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        canvas.own(" help", column: 0, row: 0, style: Style(.title, bold: true))
        let found =
            query.isEmpty
            ? Numeral.count(all.count - FilterLanguage.forms.count, "command") + ", · does nothing here"
            : "\(Numeral.count(rows.count)) with “\(query)”"
        canvas.right(.own(found), end: size.columns - 1, row: 0)
        canvas.own("   keys        name", column: 0, row: 1, style: Style(.title))
        canvas.own("what it does", column: 32, row: 1, style: Style(.title))
        for line in 0..<height {
            guard let entry = rows[safe: top + line] else { break }
            let row = 2 + line
            let isHere = top + line == selected
            let isAllowed = if case .command(let command) = entry { allowed.contains(command.name.name) } else { true }
            let words = entry.columns(isAscii: canvas.isAscii)
            let style = Style(isAllowed ? .plain : .quiet, bold: isHere, selected: isHere)
            canvas.fill(row: row, column: 1, columns: size.columns - 1, style: style)
            if !isAllowed { canvas.own("·", column: 1, row: row, style: style) }
            if isHere { canvas.own("▌", column: 0, row: row, style: Style(.title, bold: true)) }
            canvas.own(words.keys, column: 3, row: row, width: 11, style: style)
            canvas.own(words.name, column: 15, row: row, width: 16, style: style)
            canvas.own(words.help, column: 32, row: row, width: max(0, size.columns - 33), style: style)
        }
    }
}
