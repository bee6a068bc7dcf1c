/// Reasoning that stands in a text itself, between `<think>` and `</think>`.
enum ThinkingMarks {
    private static let (opening, closing) = ("<think>", "</think>")

    /// The reasoning and the words after it: what stands in a leading `<think>` is reasoning, also when nothing closes it.
    ///
    /// Templates that open the reasoning for the model leave only its end in the text: a `</think>` on a line of its own with
    /// no `<think>` before it ends the reasoning, too.
    static func split(_ text: String) -> (reasoning: String, words: String) {
        if let open = text.firstRange(of: opening), text[..<open.lowerBound].allSatisfy(\.isWhitespace) {
            let rest = text[open.upperBound...]
            guard let close = rest.firstRange(of: closing) else { return (String(rest), "") }
            return (String(rest[..<close.lowerBound]), words(after: close, in: text))
        }
        guard let close = text.firstRange(of: closing), isOnOwnLine(close, of: text),
            !text[..<close.lowerBound].contains(opening)
        else { return ("", text) }
        return (String(text[..<close.lowerBound]), words(after: close, in: text))
    }

    private static func words(after mark: Range<String.Index>, in text: String) -> String {
        String(text[mark.upperBound...].drop(while: \.isWhitespace))
    }

    private static func isOnOwnLine(_ mark: Range<String.Index>, of text: String) -> Bool {
        let before = text[..<mark.lowerBound].last { $0.isNewline || !$0.isWhitespace }
        let after = text[mark.upperBound...].first { $0.isNewline || !$0.isWhitespace }
        return before?.isNewline ?? true && after?.isNewline ?? true
    }
}
