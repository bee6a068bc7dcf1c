/// Where and why a text is not JSON.
///
/// The fast parser only says that something is wrong; this slow reading of the same grammar (RFC 8259) says what, for the
/// sentence that a person reads.
enum JSONFault: Equatable {
    /// The text is JSON.
    case none
    /// The text ends too early: more of it could still make it JSON.
    case incomplete(byte: Int)
    /// The text is not JSON whatever follows; `byte` counts from 1.
    case fault(byte: Int, reason: String)

    /// Levels of nesting that are read.
    static let nestingLimit = 1024

    /// Reads a text and tells what is wrong with it.
    static func locate(in text: UnsafeRawBufferPointer) -> JSONFault {
        var reader = JSONFaultReader(text: text)
        do throws(JSONFaultReader.Stop) {
            try reader.readText()
            return .none
        } catch {
            switch error {
            case .ended: return .incomplete(byte: text.count + 1)
            case .wrong(let byte, let reason): return .fault(byte: byte + 1, reason: reason)
            }
        }
    }
}

/// A plain reading of the JSON grammar with an explicit stack, so that no input can exhaust the real one.
private struct JSONFaultReader {
    enum Stop: Error {
        case ended
        case wrong(Int, String)
    }

    let text: UnsafeRawBufferPointer
    var at = 0
    /// The open containers: `true` for an object.
    var open: [Bool] = []

    init(text: UnsafeRawBufferPointer) { self.text = text }

    mutating func readText() throws(Stop) {
        try readValue()
        while let object = open.last {
            skipBlanks()
            let next = try peek()
            if next == UInt8(ascii: object ? "}" : "]") {
                at += 1
                open.removeLast()
            } else if next == UInt8(ascii: ",") {
                at += 1
                if object { try readKey() }
                try readValue()
            } else {
                throw .wrong(at, object ? "expected ',' or '}'" : "expected ',' or ']'")
            }
        }
        skipBlanks()
        guard at < text.count else { return }
        switch text[at] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): throw .wrong(at, "another value follows on the line")
        case 0: throw .wrong(at, "NUL bytes follow the value")
        default: throw .wrong(at, "something follows the value")
        }
    }

    /// Reads a scalar, or opens containers up to the first scalar or empty container.
    private mutating func readValue() throws(Stop) {
        while true {
            skipBlanks()
            switch try peek() {
            case UInt8(ascii: "{"):
                try openContainer(object: true)
                skipBlanks()
                if try peek() == UInt8(ascii: "}") {
                    at += 1
                    open.removeLast()
                    return
                }
                try readKey()
            case UInt8(ascii: "["):
                try openContainer(object: false)
                skipBlanks()
                if try peek() == UInt8(ascii: "]") {
                    at += 1
                    open.removeLast()
                    return
                }
            case UInt8(ascii: "\""): return try readString()
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
            case UInt8(ascii: "t"): return try readWord("true")
            case UInt8(ascii: "f"): return try readWord("false")
            case UInt8(ascii: "n"): return try readWord("null")
            case UInt8(ascii: "N"), UInt8(ascii: "I"):
                throw .wrong(at, "NaN and Infinity are no JSON; write null")
            case 0: throw .wrong(at, "NUL bytes stand where a value is expected")
            default: throw .wrong(at, "expected a value")
            }
        }
    }

    private mutating func openContainer(object: Bool) throws(Stop) {
        if open.count == JSONFault.nestingLimit {
            throw .wrong(at, "nested deeper than \(JSONFault.nestingLimit) levels")
        }
        open.append(object)
        at += 1
    }

    private mutating func readKey() throws(Stop) {
        skipBlanks()
        guard try peek() == UInt8(ascii: "\"") else { throw .wrong(at, "expected a key in quotes") }
        try readString()
        skipBlanks()
        guard try peek() == UInt8(ascii: ":") else { throw .wrong(at, "expected ':'") }
        at += 1
    }

    private mutating func readString() throws(Stop) {
        at += 1
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return
            case UInt8(ascii: "\\"): try readEscape()
            case 0..<0x20: throw .wrong(at, "a control character stands in a string")
            case 0x20..<0x80: at += 1
            default: try readMultibyte()
            }
        }
    }

    private mutating func readEscape() throws(Stop) {
        let start = at
        at += 1
        switch try peek() {
        case UInt8(ascii: "u"):
            at += 1
            let unit = try readFourHex(start)
            if (0xDC00..<0xE000).contains(unit) { throw .wrong(start, "a lone surrogate stands in a string") }
            guard (0xD800..<0xDC00).contains(unit) else { return }
            for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
                guard try peek() == expected else { throw .wrong(start, "a lone surrogate stands in a string") }
                at += 1
            }
            guard (0xDC00..<0xE000).contains(try readFourHex(start)) else {
                throw .wrong(start, "a lone surrogate stands in a string")
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 1
        default: throw .wrong(start, "an unknown escape stands in a string")
        }
    }

    private mutating func readFourHex(_ start: Int) throws(Stop) -> Int {
        var unit = 0
        for _ in 0..<4 {
            guard let digit = Character(UnicodeScalar(try peek())).hexDigitValue else {
                throw .wrong(start, "\\u needs four hexadecimal digits")
            }
            unit = unit * 16 + digit
            at += 1
        }
        return unit
    }

    /// Reads one well-formed sequence of two to four bytes (Unicode, table 3-7).
    private mutating func readMultibyte() throws(Stop) {
        let start = at
        let lead = text[at]
        let (length, second): (Int, ClosedRange<UInt8>)
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw .wrong(start, "ill-formed UTF-8")
        }
        at += 1
        for index in 1..<length {
            let byte = try peek()
            guard index == 1 ? second.contains(byte) : (0x80...0xBF).contains(byte) else {
                throw .wrong(start, "ill-formed UTF-8")
            }
            at += 1
        }
    }

    private mutating func readNumber() throws(Stop) {
        let start = at
        if text[at] == UInt8(ascii: "-") { at += 1 }
        if at < text.count, text[at] == UInt8(ascii: "I") {
            throw .wrong(start, "NaN and Infinity are no JSON; write null")
        }
        if try peek() == UInt8(ascii: "0") { at += 1 } else { try readDigits() }
        if at < text.count, text[at] == UInt8(ascii: ".") {
            at += 1
            try readDigits()
        }
        if at < text.count, text[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if try peek() == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") { at += 1 }
            try readDigits()
        }
        let digits = String(decoding: text[start..<at], as: UTF8.self)
        guard let value = Double(digits), value.isFinite else { throw .wrong(start, "a number is out of range") }
    }

    private mutating func readDigits() throws(Stop) {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(try peek()) else { throw .wrong(at, "expected a digit") }
        while at < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[at]) { at += 1 }
    }

    private mutating func readWord(_ word: StaticString) throws(Stop) {
        let start = at
        for offset in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[offset] else { throw .wrong(start, "expected a value") }
            at += 1
        }
    }

    private mutating func skipBlanks() {
        while at < text.count {
            switch text[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private func peek() throws(Stop) -> UInt8 {
        guard at < text.count else { throw .ended }
        return text[at]
    }
}
