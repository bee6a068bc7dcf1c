import CreditEngine

/// Draws what is known of the two runs: how they ended, their problem, seed, team and prompts.
struct DiffHead {
    let screen: DiffScreen

    private var comparison: RunComparison { screen.comparison }

    /// One run in one line of fields, which stand under each other for both runs.
    private struct Row {
        var id: String
        var outcome: Span
        var fields: [String]
    }

    func draw(on canvas: inout Canvas, size: Size, rows: Int) {
        var at = 0
        if rows >= 4 {
            drawTitle(on: &canvas, size: size)
            at = 1
        }
        drawRuns(on: &canvas, size: size, row: at)
        if rows >= 4 { canvas.put(Self.clipped(notes, size.columns - 2), column: 1, row: 3, width: size.columns - 1) }
    }

    private func drawTitle(on canvas: inout Canvas, size: Size) {
        let end = canvas.own(" diff", column: 0, row: 0, style: Style(.title, bold: true))
        let all = comparison.entries.count
        let words: [Span]
        if let first = comparison.firstDivergence {
            let count = "\(Numeral.count(comparison.differences.count)) of \(Numeral.count(all, "cell"))"
            words = [
                .own("  \(count) differ, first ▸ "),
                .foreign("\(first.cell.turn) \(comparison.agents[safe: first.cell.agent] ?? "?")", Style(.problem)),
            ]
        } else {
            words = [.own("  the same in all \(Numeral.count(all, "cell"))")]
        }
        let right = "\(Numeral.count(comparison.turns, "turn")) × \(Numeral.count(comparison.agents.count, "agent"))"
        let room = size.columns - Glyph.columns(of: right) - 3 - end
        canvas.put(Self.clipped(words, room), column: end, row: 0, width: max(0, room))
        canvas.right(.own(right), end: size.columns - 1, row: 0)
    }

    private func drawRuns(on canvas: inout Canvas, size: Size, row: Int) {
        let both = [fields(of: comparison.left), fields(of: comparison.right)]
        let outcome = both.map { Glyph.columns(of: $0.outcome.text) }.max() ?? 0
        let widths: [Int] = zip(both[0].fields, both[1].fields).map { one, other in
            max(Glyph.columns(of: one), Glyph.columns(of: other))
        }
        let needed: Int = widths.reduce(outcome + 2) { sum, width in width > 0 ? sum + width + 2 : sum }
        let longest = both.map { Glyph.columns(of: $0.id) }.max() ?? 0
        let id = max(8, min(longest, size.columns - 5 - needed))
        for (place, (side, run)) in zip([DiffScreen.Side.left, .right], both).enumerated() {
            let isChosen = screen.side == side
            let line = row + place
            if isChosen { canvas.own("▸", column: 0, row: line, style: Style(.title, bold: true)) }
            let role: Style.Role = side == .left ? .hurts : .helps
            canvas.own(side.sign, column: 1, row: line, style: Style(role, bold: true))
            canvas.put(
                .foreign(ColumnNames.clippedInFront(run.id, id), Style(.title, bold: isChosen)), column: 3, row: line,
                width: id)
            var at = 3 + id + 2
            canvas.put(run.outcome, column: at, row: line)
            at += outcome + 2
            for (field, width) in zip(run.fields, widths) where width > 0 {
                canvas.put(
                    .foreign(ColumnNames.clipped(field, max(0, size.columns - 1 - at))), column: at, row: line)
                at += width + 2
            }
        }
    }

    private func fields(of trace: Trace) -> Row {
        let mark = RunColumns.mark(trace.outcome?.success)
        let score = trace.outcome.map { $0.score.map { " " + Numeral.fixed($0, 2) } ?? "" } ?? " no outcome"
        return Row(
            id: trace.id, outcome: .own(mark.text + score, Style(mark.role, bold: true)),
            fields: [
                Numeral.count(trace.turnCount, "turn"), trace.seed.map { "seed \($0)" } ?? "",
                trace.problem?.id.map { ColumnNames.clipped(VisibleText.escape($0), 24) } ?? "",
                trace.team?.name.map { ColumnNames.clipped(VisibleText.escape($0), 24) } ?? "",
            ])
    }

    /// What the two runs have in common and what not, beside their words.
    private var notes: [Span] {
        let (left, right) = (comparison.left, comparison.right)
        var parts: [[Span]] = []
        if let a = left.problem?.id, let b = right.problem?.id {
            parts.append(a == b ? [.own("same problem")] : [.own("⚠ different problems", Style(.problem, bold: true))])
        } else {
            parts.append([.own("problem not recorded")])
        }
        if let a = left.seed, let b = right.seed { parts.append([.own(a == b ? "same seed" : "other seed")]) }
        if let a = left.team?.name, let b = right.team?.name, a != b { parts.append([.own("different teams")]) }
        parts.append(prompts)
        if comparison.prompts.isProtocolSame == false { parts.append([.own("protocol differs")]) }
        return Array(parts.joined(separator: [.own(" · ", Style(.quiet))]))
    }

    private var prompts: [Span] {
        let prompts = comparison.prompts
        if !prompts.isLeftRecorded || !prompts.isRightRecorded {
            let who =
                prompts.isLeftRecorded ? " on the right" : prompts.isRightRecorded ? " on the left" : ""
            return [.own("prompts not recorded\(who)", Style(.quiet))]
        }
        if prompts.isSame { return [.own("same prompts in \(Numeral.count(prompts.same.count, "block"))")] }
        var spans: [Span] = []
        for (words, blocks) in [
            ("prompts differ: ", prompts.differing), ("only left: ", prompts.onlyLeft),
            ("only right: ", prompts.onlyRight),
        ] where !blocks.isEmpty {
            if !spans.isEmpty { spans.append(.own("; ")) }
            spans.append(.own(words))
            let names = blocks.map { VisibleText.escape($0.name) }.joined(separator: ", ")
            spans.append(.foreign(names, Style(.problem)))
        }
        return spans
    }

    /// Spans in so many columns, with a sign where they are cut.
    private static func clipped(_ spans: [Span], _ columns: Int) -> [Span] {
        var room = columns
        var kept: [Span] = []
        for span in spans {
            let width = Glyph.columns(of: span.text)
            if width > room {
                var last = span
                last.text = ColumnNames.clipped(span.text, max(0, room))
                return kept + [last]
            }
            kept.append(span)
            room -= width
        }
        return kept
    }
}
