import CreditEngine
import SystemPackage

/// The first row of an opened run: where it is from, how it ended, its shape.
struct RunTitle {
    let tables: RunTables

    func draw(on canvas: inout Canvas) {
        let trace = tables.trace
        let title = Style(.title, bold: true)
        let mark = RunColumns.mark(trace.outcome?.success)
        let columns = canvas.frame.columns
        let counts = "\(Numeral.count(tables.turns, "turn")) × \(Numeral.count(trace.agents.count, "agent"))"
        let shape =
            tables.isWhole
            ? "\(counts)  turn rule: \(trace.turnRule.rawValue)" : "first \(counts)  the rest is being read"
        // Where the task has no row of its own, the key that shows it is named here.
        let hasTask = RunTaskHead.rows(Size(columns: columns, rows: canvas.frame.rows)) > 0
        let short =
            "\(tables.turns)\(tables.isWhole ? "" : "…")×\(trace.agents.count)" + (hasTask ? "" : "  9 task")
        let right = Span.own(columns >= 70 && hasTask ? shape : short)
        let room = columns - Glyph.columns(of: right.text) - 4
        let score = trace.outcome.map { $0.score.map { " " + Numeral.fixed($0, 2) } ?? "" } ?? " no outcome"
        var tail = [Span.own("  " + mark.text + score, Style(mark.role, bold: true))]
        if let problem = trace.problem?.id {
            tail.append(.foreign("  " + ColumnNames.clipped(problem, max(6, columns / 10))))
        }
        let tailColumns = tail.reduce(0) { $0 + Glyph.columns(of: $1.text) }
        let file = FilePath(tables.file).lastComponent?.string ?? tables.file
        let nameRoom = max(0, room - tailColumns)
        var name = [Span.own(" ")]
        // A run that is called after its file needs no second mention of it; the id matters more than the file's name.
        var used = 2
        let pathRoom = nameRoom - 4 - Glyph.columns(of: trace.id)
        if !Self.isNamed(trace.id, after: file), pathRoom >= 6 {
            let path = ColumnNames.clipped(file, pathRoom)
            name += [.foreign(path), .own(" › ")]
            used = 4 + Glyph.columns(of: path)
        }
        name.append(.foreign(ColumnNames.clippedInFront(trace.id, nameRoom - used), title))
        let end = canvas.put(name, column: 0, row: 0, width: nameRoom)
        canvas.put(tail, column: end, row: 0, width: max(0, room - end + 1))
        canvas.right(right, end: columns - 1, row: 0)
    }

    private static func isNamed(_ id: String, after file: String) -> Bool {
        guard let name = id.split(separator: "/").last, let dot = file.lastIndex(of: ".") else { return false }
        return file[..<dot] == name
    }
}
