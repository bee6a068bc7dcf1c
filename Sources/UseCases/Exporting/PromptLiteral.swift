import CreditEngine

/// A prompt as it stands in the source text of a program: in one literal or in several that follow one another, on one line
/// or on many.
struct PromptLiteral {
    /// Why a revision cannot be written into the source text, in words.
    struct Refusal: Error, Equatable { let reason: String }

    private let source: String
    /// The places of the prompt's words in the source text, in order.
    private let words: [Range<String.Index>]
    private let old: [Substring]

    /// The places where a prompt stands; empty when its words are not there one after another.
    static func all(of prompt: String, in source: String) -> [PromptLiteral] {
        let old = prompt.split(whereSeparator: \.isWhitespace)
        guard let first = old.first else { return [] }
        return source.ranges(of: first).compactMap { start in
            var words = [start]
            for word in old.dropFirst() {
                guard let place = Self.place(of: word, in: source, after: words[words.count - 1].upperBound) else {
                    return nil
                }
                words.append(place)
            }
            return PromptLiteral(source: source, words: words, old: old)
        }
    }

    /// The next word of a prompt behind what may stand between two words: white space, the ends of literals, a `+`, and
    /// escaped line ends.
    private static func place(
        of word: Substring, in source: String, after end: String.Index
    ) -> Range<String.Index>? {
        var at = end
        while at < source.endIndex {
            if let place = place(of: word, in: source, at: at), at > end { return place }
            let next = source.index(after: at)
            switch source[at] {
            case let gap where gap.isWhitespace || "\"'`+".contains(gap): at = next
            case "\\" where next < source.endIndex && "nt\n\r".contains(source[next]): at = source.index(after: next)
            // A letter before a quote says what kind of literal begins.
            case "f", "F", "u", "U":
                guard next < source.endIndex, "\"'".contains(source[next]) else { return nil }
                at = next
            default: return nil
            }
        }
        return nil
    }

    private static func place(of word: Substring, in source: String, at start: String.Index) -> Range<String.Index>? {
        var at = start
        for character in word {
            if at < source.endIndex, source[at] == "\\", character != "\\" { at = source.index(after: at) }
            guard at < source.endIndex, source[at] == character else { return nil }
            at = source.index(after: at)
        }
        return start..<at
    }

    /// The source text with a revision in the place of the prompt: words that stay keep their places, with the literals
    /// around them.
    ///
    /// - Parameter isYAML: whether a colon or a number sign may mean something else.
    func text(with revised: String, isYAML: Bool) throws(Refusal) -> String {
        let new = revised.split(whereSeparator: \.isWhitespace)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        let special: Set<Character> = isYAML ? Self.special.union([":", "#"]) : Self.special
        guard inserted.allSatisfy({ new[$0].allSatisfy { !special.contains($0) } }) else {
            throw Refusal(reason: "the revision adds characters that a literal may have to escape")
        }
        var result = ""
        var copied = source.startIndex
        var at = 0
        func keep(to end: String.Index) {
            if end > copied { result += source[copied..<end] }
            copied = max(copied, end)
        }
        for (index, word) in new.enumerated() {
            while removed.contains(at) {
                keep(to: words[at].lowerBound)
                result.removeLast(result.reversed().prefix { $0 == " " }.count)
                copied = words[at].upperBound
                at += 1
            }
            guard inserted.contains(index) else {
                keep(to: words[at].upperBound)
                at += 1
                continue
            }
            if index == 0 {
                keep(to: words[0].lowerBound)
                result += word + " "
            } else {
                if at > 0 { keep(to: words[at - 1].upperBound) }
                let gap = new[index - 1].endIndex..<word.startIndex
                result += try separator(revised[gap]) + word
            }
        }
        while at < old.count {
            keep(to: words[at].lowerBound)
            result.removeLast(result.reversed().prefix { $0 == " " }.count)
            copied = words[at].upperBound
            at += 1
        }
        return result + source[copied...]
    }

    /// Characters that may mean something else inside a literal.
    private static let special: Set<Character> = ["\"", "'", "`", "\\", "{", "}", "$"]

    /// What stands before a new word; a new line as the literal has its other ones.
    private func separator(_ gap: Substring) throws(Refusal) -> String {
        let lines = gap.count(where: \.isNewline)
        guard lines > 0 else { return " " }
        let indent = String(gap.reversed().prefix { !$0.isNewline }.reversed())
        for (one, next) in zip(words, words.dropFirst()) {
            let between = source[one.upperBound..<next.lowerBound]
            if between.contains("\\n") { return String(repeating: "\\n", count: lines) + indent }
            if between.contains(where: \.isNewline), !between.contains(where: { "\"'`\\".contains($0) }) {
                let margin = String(between.reversed().prefix { !$0.isNewline }.reversed())
                return String(repeating: "\n", count: lines) + margin
            }
        }
        throw Refusal(reason: "the revision adds a line, and the literal has none")
    }
}
