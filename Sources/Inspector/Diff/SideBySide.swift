import CreditEngine

/// The lines of a difference in two columns: what goes on the left, what comes for it on the right.
enum SideBySide {
    /// Adds a diff; every line of the screen has its sign, and changed words are bold.
    static func add(_ diff: PromptDiff, to wrapper: inout TextWrapper) {
        let columns = Columns(width: wrapper.width)
        var (removed, added): ([PromptDiff.Line], [PromptDiff.Line]) = ([], [])
        func close(_ wrapper: inout TextWrapper) {
            columns.add(removed, added, to: &wrapper)
            (removed, added) = ([], [])
        }
        for line in diff.lines {
            switch line.change {
            case .removed: removed.append(line)
            case .added: added.append(line)
            case .same:
                close(&wrapper)
                columns.add([line], [line], to: &wrapper)
            }
        }
        close(&wrapper)
    }

    /// Two columns of a width and the rule between them.
    private struct Columns {
        let half: Int

        init(width: Int) { half = max(3, (width - 3) / 2) }

        func add(_ left: [PromptDiff.Line], _ right: [PromptDiff.Line], to wrapper: inout TextWrapper) {
            let (a, b) = (left.flatMap(wrapped), right.flatMap(wrapped))
            for row in 0..<max(a.count, b.count) {
                let one = a[safe: row] ?? []
                let blanks = max(0, half - one.reduce(0) { $0 + Glyph.columns(of: $1.text) })
                let rule = Span.own(String(repeating: " ", count: blanks) + " │ ", Style(.quiet))
                wrapper.addLine(one + [rule] + (b[safe: row] ?? []))
            }
        }

        /// A line's rows, each with its sign.
        private func wrapped(_ line: PromptDiff.Line) -> [[Span]] {
            let role = PromptDiffText.role(line.change)
            let isWhole = line.pieces.allSatisfy { $0.change == line.change }
            var inner = TextWrapper(width: half - 2)
            inner.add(line.pieces.map { .foreign($0.text, Style(role, bold: !isWhole && $0.change == line.change)) })
            let sign = Span.own(PromptDiffText.sign(line.change), Style(role, bold: true))
            return inner.lines.map { [sign] + $0.spans }
        }
    }
}
