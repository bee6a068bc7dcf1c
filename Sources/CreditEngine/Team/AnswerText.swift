/// Finds the answer in the words of a message.
///
/// The answer is what follows the last marker (`answer is`, `answer:`, `答えは`, `答案是`, …); without a marker it is
/// looked for in the whole text.
public enum AnswerText {
    private static let markers = ["answer is", "answer:", "answer =", "答えは", "答案是", "答案：", "####"]

    /// The text after the last marker; `nil` when there is no marker.
    static func marked(_ text: String) -> Substring? {
        let lowered = text.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
        var best: Int?
        for marker in markers {
            if let start = lastIndex(of: Array(marker.utf8), in: lowered) {
                best = max(best ?? 0, start + marker.utf8.count)
            }
        }
        return best.map { text[text.utf8.index(text.startIndex, offsetBy: $0)...] }
    }

    /// The line of a text on which an answer stands behind a marker, the marker included; `nil` without a marker.
    public static func markedLine(in text: String) -> String? {
        guard let marked = marked(text) else { return nil }
        let start = text[..<marked.startIndex].lastIndex { $0.isNewline }.map(text.index(after:)) ?? text.startIndex
        let line = trimmed(String(text[start...].prefix { !$0.isNewline }))
        let answer = marked.prefix { !$0.isNewline }
        return answer.contains { $0.isLetter || $0.isNumber } ? line : nil
    }

    /// The answer as a number; `nil` when none is stated.
    ///
    /// After a marker it is the first number on that line, and a line without one is no answer; without a marker it is
    /// the last number of the text.
    static func number(in text: String) -> WrittenNumber? {
        if let marked = marked(text) {
            return WrittenNumber.all(in: marked.prefix { $0 != "\n" }, joinsSpaces: true).first
        }
        return lastNumber(in: text)
    }

    /// The last number of a text.
    static func lastNumber(in text: String) -> WrittenNumber? {
        WrittenNumber.whole(text) ?? WrittenNumber.all(in: text[...]).last
    }

    /// The answer as a phrase: the rest of the marked line without a closing full stop, else the whole text trimmed.
    public static func phrase(in text: String) -> String {
        guard let marked = marked(text) else { return trimmed(text) }
        let line = trimmed(String(marked.prefix { $0 != "\n" }))
        return line.hasSuffix(".") || line.hasSuffix("。") ? String(line.dropLast()) : line
    }

    /// The answer as a choice letter A–Z in upper case: the first letter that stands alone after the marker, else the
    /// last one that stands alone.
    static func letter(in text: String) -> String? {
        if let marked = marked(text) {
            return letters(in: marked.prefix { $0 != "\n" }).first
        }
        return letters(in: text[...]).last
    }

    static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    private static func lastIndex(of needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard needle.count <= bytes.count else { return nil }
        var start = bytes.count - needle.count
        while start >= 0 {
            if bytes[start] == needle[0], bytes[start..<(start + needle.count)].elementsEqual(needle) { return start }
            start -= 1
        }
        return nil
    }

    private static func letters(in text: Substring) -> [String] {
        text.split { !($0.isLetter || $0.isNumber) }
            .filter { $0.count == 1 && $0.first.map { $0.isASCII && $0.isLetter } == true }
            .map { $0.uppercased() }
    }
}
