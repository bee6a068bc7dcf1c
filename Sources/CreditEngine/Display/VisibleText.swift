/// The display boundary: everything that came from a trace, a model, a server, a file name or the environment passes
/// through here before it reaches a screen or a terminal.
///
/// Nothing is dropped. What a terminal would obey, hide or reorder is written out:
/// - control characters as `^[`, `^?`; C1 controls, bidi controls, zero-width, invisible and default-ignorable
///   characters, U+2028 and U+2029, noncharacters, and what Unicode 17.0 has not assigned as `<U+202E>`;
/// - combining marks without a base as `<U+0301>`; marks after the fourth on one base as their number, `<+3>`;
/// - a variation selector, unless it directly follows a base that has variants (an emoji, a digit, an ideograph, a
///   mathematical operator, a Mongolian letter); a second one is written out;
/// - U+200D, unless it stands between two emoji; a regional indicator without a partner; tags, unless they spell one
///   of the three flags in use (England, Scotland, Wales);
/// - bytes that are not UTF-8 as `<FF>`.
///
/// Escaping visible text again changes nothing, except that a `\n` kept by `.block` is a control to `.line`.
public enum VisibleText {
    /// What happens to newlines and tabs.
    public enum Layout: Sendable {
        /// One line: newlines and tabs become visible like any other control.
        case line
        /// A block of text: `\n` stays, tabs expand to the next multiple of 4 columns.
        case block
    }

    /// The text with nothing left in it that could move a cursor, hide, or reorder what is shown.
    ///
    /// The same string comes back, unchanged and uncopied, when there is nothing to make visible.
    public static func escape(_ text: String, layout: Layout = .line) -> String {
        var text = text
        return text.withUTF8 { TextEscaper.escape($0, layout: layout) } ?? text
    }

    /// The same for bytes of any origin; what is not well-formed UTF-8 is shown byte by byte as `<FF>`.
    public static func escape(bytes: some Collection<UInt8>, layout: Layout = .line) -> String {
        let bytes = Array(bytes)
        return bytes.withUnsafeBufferPointer { TextEscaper.escape($0, layout: layout) }
            ?? String(decoding: bytes, as: UTF8.self)
    }
}
