/// Reads one JSON value in a time that is bounded for each byte, at most 256 levels deep; see `ServerJSON`.
struct ServerJSONParser {
    private let bytes: [UInt8]
    private var at = 0

    private static let depthLimit = 256

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// The value, when nothing but white space surrounds it.
    mutating func whole() -> ServerJSON? {
        guard let value = value(depth: 0) else { return nil }
        skipSpace()
        return at == bytes.count ? value : nil
    }

    private mutating func value(depth: Int) -> ServerJSON? {
        guard depth < Self.depthLimit else { return nil }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return string().map(ServerJSON.text)
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        case UInt8(ascii: "n"): return word("null", .null)
        case UInt8(ascii: "N"): return word("NaN", .null)
        case UInt8(ascii: "I"): return word("Infinity", .null)
        case UInt8(ascii: "-"): return word("-Infinity", .null) ?? number()
        case (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return number()
        default: return nil
        }
    }

    private mutating func object(_ depth: Int) -> ServerJSON? {
        at += 1
        var members: [ServerJSON.Member] = []
        skipSpace()
        if consume(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\""), let key = string() else { return nil }
            skipSpace()
            guard consume(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
            members.append(ServerJSON.Member(key: key.string, value: value))
            skipSpace()
        } while consume(UInt8(ascii: ","))
        return consume(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func list(_ depth: Int) -> ServerJSON? {
        at += 1
        var elements: [ServerJSON] = []
        skipSpace()
        if consume(UInt8(ascii: "]")) { return .list([]) }
        repeat {
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
            skipSpace()
        } while consume(UInt8(ascii: ","))
        return consume(UInt8(ascii: "]")) ? .list(elements) : nil
    }

    private mutating func string() -> ServerText? {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
            text += bytes[start..<at]
            if consume(UInt8(ascii: "\"")) { return ServerText(text) }
            at += 1
            guard appendEscaped(to: &text) else { return nil }
        }
        return nil
    }

    private mutating func appendEscaped(to text: inout [UInt8]) -> Bool {
        guard let letter = peek else { return false }
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            guard let unit = unit() else { return false }
            switch unit {
            case 0..<0x80: text.append(UInt8(unit))
            case 0x80..<0x800: text += [UInt8(0xC0 | unit >> 6), UInt8(0x80 | unit & 0x3F)]
            // Halves of surrogate pairs too: `ServerText` joins them.
            default: text += [UInt8(0xE0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3F), UInt8(0x80 | unit & 0x3F)]
            }
        default: return false
        }
        return true
    }

    private mutating func unit() -> UInt32? {
        guard at + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[at..<at + 4] {
            guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        at += 4
        return unit
    }

    private mutating func number() -> ServerJSON? {
        let start = at
        while let byte = peek, Self.isNumeric(byte) { at += 1 }
        let digits = String(decoding: bytes[start..<at], as: UTF8.self)
        return Double(digits) == nil ? nil : .number(digits)
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func word(_ text: String, _ value: ServerJSON) -> ServerJSON? {
        guard bytes[at...].starts(with: text.utf8) else { return nil }
        at += text.utf8.count
        return value
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func consume(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 32 || byte == 9 || byte == 10 || byte == 13 { at += 1 }
    }
}
