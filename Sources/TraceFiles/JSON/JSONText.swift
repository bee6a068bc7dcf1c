/// Writes JSON text: compact, keys in the order given, strings escaped as RFC 8259 asks and no further.
public struct JSONText: Sendable {
    /// The text so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty text.
    public init() {}

    /// The text so far.
    public var string: String { bytes.withUnsafeBufferPointer { String(valid: $0) } }

    /// Writes an object whose fields `body` writes.
    public mutating func object(_ body: (inout JSONText) -> Void) {
        container(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    /// Writes an array whose elements `body` writes.
    public mutating func array(_ body: (inout JSONText) -> Void) {
        container(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    private mutating func container(_ first: UInt8, _ last: UInt8, _ body: (inout JSONText) -> Void) {
        open(first)
        body(&self)
        close(last)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    /// Writes a field's name; its value must follow.
    public mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    public mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    /// Writes a whole number.
    public mutating func value(_ number: Int) { literal(String(number)) }

    /// Writes a whole number from 0.
    public mutating func value(_ number: UInt64) { literal(String(number)) }

    /// Writes a number in its shortest form that reads back the same, whole ones without a point; one that is not finite
    /// is written as `null`.
    public mutating func value(_ number: Double) {
        if let whole = Int(exactly: number), whole.magnitude < 1 << 53 {
            literal(number.sign == .minus && whole == 0 ? "-0.0" : String(whole))
        } else {
            literal(number.isFinite ? number.description : "null")
        }
    }

    /// Writes `true` or `false`.
    public mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }

    /// Writes `null`.
    public mutating func null() { literal("null") }

    /// Writes a text that is JSON already.
    public mutating func literal(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
        needsComma = true
    }

    /// Writes a field when there is something to write.
    public mutating func field(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }

    /// Writes a field when there is something to write.
    public mutating func field(_ name: String, _ number: Int?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    /// Writes a field when there is something to write.
    public mutating func field(_ name: String, _ number: Double?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    /// Writes a field when there is something to write.
    public mutating func field(_ name: String, _ flag: Bool?) {
        guard let flag else { return }
        key(name)
        value(flag)
    }

    /// Writes a field that is a list of strings.
    public mutating func field(_ name: String, _ texts: [String]) {
        key(name)
        array { text in for one in texts { text.value(one) } }
    }

    /// Writes a field that is a list of numbers, such as the two ends of an interval.
    public mutating func field(_ name: String, _ numbers: [Double]) {
        key(name)
        array { text in for one in numbers { text.value(one) } }
    }

    /// Ends the line (JSON Lines) and starts anew.
    public mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// Forgets the text and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            guard utf8.needEscapes else { return bytes.append(contentsOf: utf8) }
            var start = 0
            for index in utf8.indices {
                let byte = utf8[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                escape(byte)
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}

extension JSONNode {
    /// A string as it is, a number or a truth value as it is written; `nil` for anything else.
    var scalarText: String? {
        switch kind {
        case .string: string
        case .number, .bool: integer.map { String($0) } ?? JSONText.of(self)
        case .object, .array, .null: nil
        }
    }

    /// A string as it is, nothing for null, anything else as JSON.
    var plainText: String? { kind == .null ? nil : string ?? JSONText.of(self) }
}

extension JSONText {
    /// A parsed value written again.
    static func of(_ node: JSONNode) -> String {
        var text = JSONText()
        text.write(node)
        return text.string
    }

    /// Writes a parsed value again.
    ///
    /// Nesting is bounded by the parser. Whole numbers beyond 64 bits are written as the nearest double.
    mutating func write(_ node: JSONNode) {
        node.forEachStep { step in
            switch step {
            case .open(let object): open(object ? UInt8(ascii: "{") : UInt8(ascii: "["))
            case .close(let object): close(object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
            case .key(let name): key(name.string)
            case .scalar(let value): writeScalar(value)
            }
        }
    }

    private mutating func writeScalar(_ node: JSONNode) {
        switch node.kind {
        case .string: value(node.string ?? "")
        case .bool: value(node.bool ?? false)
        case .number:
            if let whole = node.integer {
                value(whole)
            } else if let large = node.unsigned {
                value(large)
            } else {
                value(node.double ?? .nan)
            }
        case .null, .object, .array: null()
        }
    }
}
