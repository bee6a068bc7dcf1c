import CreditEngine

/// What the signs and words of a screen mean.
struct Legend: Sendable {
    /// One sign, as the screen draws it, and what it means.
    struct Row: Sendable {
        let sign: [Span]
        let words: String

        init(_ sign: [Span], _ words: String) { (self.sign, self.words) = (sign, words) }

        /// A sign that has no colour of its own.
        init(_ sign: String, _ words: String) { self.init([.own(sign, Style(.title))], words) }
    }

    /// What is explained: `what the grid shows`.
    let title: String
    let rows: [Row]

    /// The columns of the signs.
    private static let indent = 10

    /// The rows, broken at a width.
    func lines(width: Int) -> [TextLine] {
        var wrapper = TextWrapper(width: width)
        for row in rows {
            let columns = row.sign.reduce(0) { $0 + Glyph.columns(of: $1.text) }
            let pad = String(repeating: " ", count: max(1, Self.indent - columns))
            wrapper.add(row.sign + [.own(pad), .own(row.words)], indent: Self.indent)
        }
        return wrapper.lines
    }
}
