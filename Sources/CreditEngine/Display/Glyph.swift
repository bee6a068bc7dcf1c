/// One drawable unit of visible text: a base with at most four combining marks, one or two columns wide.
public struct Glyph: Sendable, Equatable {
    /// The text of the unit.
    public var text: String
    /// Columns it takes: 1 or 2.
    public var width: Int

    /// Makes a glyph.
    public init(text: String, width: Int) {
        self.text = text
        self.width = width
    }

    /// The glyphs of a text; it is escaped first, so any text may be given.
    public static func glyphs(of text: String, layout: VisibleText.Layout = .line) -> [Glyph] {
        text.map { Glyph(text: String($0), width: 1) }
    }

    /// The number of columns a text takes when drawn on one line.
    public static func columns(of text: String) -> Int {
        glyphs(of: text).reduce(0) { $0 + $1.width }
    }
}
