/// The list of all commands: searchable, and Enter runs the selected one.
struct HelpScreen: Sendable {
    private(set) var query = ""
    private(set) var commands = Command.table
    private(set) var selected = 0
    private(set) var top = 0
    private var height = 1

    // MARK: update

    /// The selected command.
    var command: Command? { commands[safe: selected] }

    /// Shows the commands whose name, keys or help contain a text.
    mutating func search(_ text: String) {
        query = text
        commands = Command.table.filter {
            TextMatch.contains($0.name + " " + $0.help + " " + $0.keyNames(isAscii: true), text)
        }
        selected = 0
        top = 0
    }

    /// Moves the selection; returns whether the action was a movement.
    mutating func move(_ action: Action) -> Bool {
        switch action {
        case .up: selected -= 1
        case .down: selected += 1
        case .pageUp: selected -= height
        case .pageDown: selected += height
        case .halfUp: selected -= max(1, height / 2)
        case .halfDown: selected += max(1, height / 2)
        case .first: selected = 0
        case .last: selected = commands.count
        default: return false
        }
        return true
    }

    /// Keeps the selection in the list and in sight.
    mutating func settle(_ size: Size) {
        height = max(1, size.rows - 4)
        selected = max(0, min(selected, commands.count - 1))
        top = max(0, min(max(min(top, selected), selected - height + 1), commands.count - height))
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, app: App, place: Place) {
        canvas.own(" help", column: 0, row: 0, style: Style(.title, bold: true))
        let found =
            query.isEmpty
            ? Figure.count(commands.count, "command") + ", · does nothing here"
            : "\(Figure.count(commands.count)) with “\(query)”"
        canvas.right(.own(found), end: size.columns - 1, row: 0)
        canvas.own("   keys        name", column: 0, row: 1, style: Style(.title))
        canvas.own("what it does", column: 32, row: 1, style: Style(.title))
        for line in 0..<height {
            guard let command = commands[safe: top + line] else { break }
            let row = 2 + line
            let isHere = top + line == selected
            let isAllowed = !command.places.isDisjoint(with: place) && command.refusal(app) == nil
            let style = Style(isAllowed ? .plain : .quiet, bold: isHere, selected: isHere)
            canvas.fill(row: row, column: 1, columns: size.columns - 1, style: style)
            if !isAllowed { canvas.own("·", column: 1, row: row, style: style) }
            if isHere { canvas.own("▌", column: 0, row: row, style: Style(.title, bold: true)) }
            canvas.own(command.keyNames(isAscii: canvas.isAscii), column: 3, row: row, width: 11, style: style)
            canvas.own(command.name, column: 15, row: row, width: 16, style: style)
            canvas.own(command.help, column: 32, row: row, width: max(0, size.columns - 33), style: style)
        }
    }
}
