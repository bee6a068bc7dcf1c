/// A strict reader of one small JSON text (RFC 8259), at most 64 levels deep.
struct JSONReplyParser {
    private let bytes: [UInt8]
    private var at = 0

    private static let depthLimit = 64

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The value, with nothing but white space around it; throws `JSONReplyError.notJSON`.
    mutating func whole() throws -> CanonicalJSON {
        let value = try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw wrong("expected the end") }
        return value
    }

    private mutating func value(depth: Int) throws -> CanonicalJSON {
        guard depth < Self.depthLimit else { throw wrong("nested too deeply") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-")?, (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return try number()
        default: throw wrong("expected a value")
        }
    }

    private mutating func object(_ depth: Int) throws -> CanonicalJSON {
        at += 1
        var members: [CanonicalJSON.Member] = []
        skipSpace()
        if consume("}") { return .object([]) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw wrong("expected a key") }
            let key = try string()
            skipSpace()
            guard consume(":") else { throw wrong("expected ':'") }
            members.append(CanonicalJSON.Member(key, try value(depth: depth + 1)))
            skipSpace()
        } while consume(",")
        guard consume("}") else { throw wrong("expected ',' or '}'") }
        return .object(members)
    }

    private mutating func array(_ depth: Int) throws -> CanonicalJSON {
        at += 1
        var values: [CanonicalJSON] = []
        skipSpace()
        if consume("]") { return .array([]) }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while consume(",")
        guard consume("]") else { throw wrong("expected ',' or ']'") }
        return .array(values)
    }

    private mutating func string() throws -> String {
        at += 1
        var text: [UInt8] = []
        while let c = peek {
            switch c {
            case UInt8(ascii: "\""):
                at += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                at += 1
                text += try escaped()
            case 0..<0x20: throw wrong("a control character in a string")
            default:
                text.append(c)
                at += 1
            }
        }
        throw wrong("expected '\"'")
    }

    private mutating func escaped() throws -> [UInt8] {
        guard let c = peek else { throw wrong("expected an escape") }
        at += 1
        switch c {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [c]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw wrong("unknown escape")
        }
    }

    private mutating func scalar() throws -> Unicode.Scalar {
        var code = try unit()
        if code & 0xFC00 == 0xD800 {
            guard consume("\\"), consume("u") else { throw wrong("a lone surrogate") }
            let low = try unit()
            guard low & 0xFC00 == 0xDC00 else { throw wrong("a lone surrogate") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw wrong("a lone surrogate") }
        return scalar
    }

    private mutating func unit() throws -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let c = peek, let digit = Character(Unicode.Scalar(c)).hexDigitValue, c < 0x80 else {
                throw wrong("expected four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            at += 1
        }
        return code
    }

    private mutating func number() throws -> CanonicalJSON {
        let start = at
        var whole = true
        _ = consume("-")
        if !consume("0") { try digits() }
        if consume(".") {
            whole = false
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            whole = false
            at += 1
            if !consume("+") { _ = consume("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if whole, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw wrong("a number out of range") }
        return .number(number)
    }

    private mutating func digits() throws {
        let start = at
        while let c = peek, c >= 48, c <= 57 { at += 1 }
        guard at > start else { throw wrong("expected a digit") }
    }

    private mutating func word(_ text: String, _ value: CanonicalJSON) throws -> CanonicalJSON {
        guard bytes[at...].starts(with: text.utf8) else { throw wrong("expected a value") }
        at += text.utf8.count
        return value
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func consume(_ character: Unicode.Scalar) -> Bool {
        guard let c = peek, UInt32(c) == character.value else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while let c = peek, c == 32 || c == 9 || c == 10 || c == 13 { at += 1 }
    }

    private func wrong(_ reason: String) -> JSONReplyError { .notJSON(at: at + 1, reason: reason) }
}
