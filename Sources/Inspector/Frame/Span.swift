/// A piece of a line in one style.
struct Span: Sendable, Equatable {
    var text: String
    var style: Style
    /// Whether the text is the program's own: only then may its symbols be replaced by ASCII ones.
    var isOwn: Bool

    /// The program's own words.
    static func own(_ text: String, _ style: Style = .plain) -> Span {
        Span(text: text, style: style, isOwn: true)
    }

    /// Words from a trace, a file name, a server.
    static func foreign(_ text: String, _ style: Style = .plain) -> Span {
        Span(text: text, style: style, isOwn: false)
    }
}
