/// Swift source text without its comments and without the words of its string literals; interpolated code stays.
struct SourceCode {
    /// Every name that starts with a capital letter.
    private(set) var names: Set<String> = []
    /// Every name and keyword.
    private(set) var words: Set<String> = []
    /// The types declared at the top level of the file.
    private(set) var types: Set<String> = []

    private static let declarations: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    init(_ text: String) {
        var scanner = SourceScanner(text)
        var depth = 0
        var previous = ""
        for word in scanner.words() {
            switch word {
            case "{": depth += 1
            case "}": depth -= 1
            default:
                words.insert(word)
                guard word.first?.isUppercase == true else { break }
                names.insert(word)
                if depth == 0, Self.declarations.contains(previous) { types.insert(word) }
            }
            previous = word
        }
    }
}

/// Cuts Swift source text into identifiers and braces.
private struct SourceScanner {
    private let bytes: [UInt8]
    private var at = 0
    private var found: [String] = []

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func words() -> [String] {
        code(untilParenthesis: false)
        return found
    }

    /// Reads code up to the end, or up to the parenthesis that closes an interpolation.
    private mutating func code(untilParenthesis: Bool) {
        var parentheses = 0
        while at < bytes.count {
            if starts("//") {
                skip { $0 == UInt8(ascii: "\n") }
            } else if starts("/*") {
                blockComment()
            } else if let (hashes, isBlock) = literalStart() {
                literal(hashes: hashes, isBlock: isBlock)
            } else if isWord(bytes[at]) {
                let start = at
                while at < bytes.count, isWord(bytes[at]) { at += 1 }
                found.append(String(decoding: bytes[start..<at], as: UTF8.self))
            } else {
                switch bytes[at] {
                case UInt8(ascii: "{"): found.append("{")
                case UInt8(ascii: "}"): found.append("}")
                case UInt8(ascii: "("): parentheses += 1
                case UInt8(ascii: ")"):
                    if untilParenthesis, parentheses == 0 {
                        at += 1
                        return
                    }
                    parentheses -= 1
                default: break
                }
                at += 1
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                at += 2
            } else if starts("*/") {
                depth -= 1
                at += 2
            } else {
                at += 1
            }
        } while depth > 0 && at < bytes.count
    }

    /// How many number signs a literal that starts here has, and whether it may have several lines.
    private func literalStart() -> (hashes: Int, isBlock: Bool)? {
        var quote = at
        while quote < bytes.count, bytes[quote] == UInt8(ascii: "#") { quote += 1 }
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
        return (quote - at, starts("\"\"\"", from: quote))
    }

    private mutating func literal(hashes: Int, isBlock: Bool) {
        let hash = String(repeating: "#", count: hashes)
        let end = (isBlock ? "\"\"\"" : "\"") + hash
        at += end.utf8.count
        while at < bytes.count, !starts(end) {
            if starts("\\" + hash + "(") {
                at += hashes + 2
                code(untilParenthesis: true)
            } else if starts("\\" + hash) {
                at += hashes + 2
            } else {
                at += 1
            }
        }
        at += end.utf8.count
    }

    private mutating func skip(until isEnd: (UInt8) -> Bool) {
        while at < bytes.count, !isEnd(bytes[at]) { at += 1 }
    }

    private func starts(_ text: String, from start: Int? = nil) -> Bool {
        bytes[(start ?? at)...].starts(with: text.utf8)
    }

    private func isWord(_ c: UInt8) -> Bool {
        c == UInt8(ascii: "_") || (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5A) || (c >= 0x61 && c <= 0x7A)
            || c >= 0x80
    }
}
