/// The commands that a typed name may mean, listed above the command line.
struct CommandPalette {
    let candidates: [CommandName]

    /// Names that begin with the text come first, then names that contain it, then help that does.
    init(typed: String, _ commands: [AnyCommand]) {
        let names = commands.map(\.name)
        let begins = names.filter { $0.name.hasPrefix(typed) }
        let contains = names.filter { !$0.name.hasPrefix(typed) && TextMatch.contains($0.name, typed) }
        let helps =
            typed.count < 3
            ? []
            : names.filter { !TextMatch.contains($0.name, typed) && TextMatch.contains($0.help, typed) }
        candidates = begins + contains + helps
    }

    /// The command that Enter runs: the chosen one, the one of that name, or the only one that begins so.
    func command(typed: String, choice: Int?) -> CommandName? {
        if let choice { return candidates[safe: choice] }
        if let exact = candidates.first(where: { $0.name == typed }) { return exact }
        let begins = candidates.filter { $0.name.hasPrefix(typed) }
        return begins.count == 1 ? begins[0] : nil
    }

    /// What Tab makes of the text: as much as all names that begin with it share.
    func completion(of typed: String) -> String {
        let begins = candidates.filter { $0.name.hasPrefix(typed) }.map(\.name)
        guard var shared = begins.first else { return candidates.first?.name ?? typed }
        for name in begins { shared = String(zip(shared, name).prefix { $0 == $1 }.map(\.0)) }
        return shared
    }

    /// Draws the candidates in the rows above the command line.
    func draw(on canvas: inout Canvas, size: Size, choice: Int?) {
        let shown = min(candidates.count, max(0, min(10, size.rows - 6)))
        guard shown > 0 else { return }
        let first = max(0, min((choice ?? 0) - shown + 1, candidates.count - shown))
        let box = Rect(column: 0, row: size.rows - 4 - shown, columns: size.columns, rows: shown + 2)
        for row in box.row..<box.row + box.rows {
            canvas.fill(row: row, column: 0, columns: box.columns, style: .plain)
        }
        canvas.box(
            box, title: [.own("commands", Style(.title))],
            note: shown < candidates.count ? "\(shown) of \(candidates.count)" : "")
        for line in 0..<shown {
            let command = candidates[first + line]
            let isHere = first + line == choice
            let style = Style(.plain, bold: isHere, selected: isHere)
            let row = box.row + 1 + line
            canvas.fill(row: row, column: 1, columns: box.columns - 2, style: style)
            if isHere { canvas.own("▌", column: 1, row: row, style: Style(.title, bold: true)) }
            canvas.own(command.name, column: 3, row: row, width: 16, style: style)
            canvas.own(command.keyLabels(isAscii: canvas.isAscii), column: 20, row: row, width: 11, style: style)
            canvas.own(command.help, column: 32, row: row, width: max(0, box.columns - 34), style: style)
        }
    }
}
