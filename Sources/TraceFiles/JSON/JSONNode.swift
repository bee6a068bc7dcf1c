#if canImport(Glibc)
    import Glibc
#endif

/// One value of a parsed JSON text, read in place; nothing is decoded until it is asked for.
///
/// Two nodes are equal when they are the same value of the same text.
struct JSONNode: Equatable {
    /// What a value is.
    enum Kind { case object, array, string, number, bool, null }

    private let tape: UnsafePointer<UInt64>
    private let strings: UnsafePointer<UInt8>
    private let index: Int

    init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
        self.tape = tape
        self.strings = strings
        self.index = index
    }

    private var letter: UInt8 { UInt8(tape[index] >> 56) }
    private var payload: Int { Int(tape[index] & 0x00FF_FFFF_FFFF_FFFF) }

    private func node(_ index: Int) -> JSONNode { JSONNode(tape: tape, strings: strings, index: index) }

    /// The position after this value on the tape.
    private var end: Int {
        switch letter {
        case UInt8(ascii: "{"), UInt8(ascii: "["): Int(tape[index] & 0xFFFF_FFFF)
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
        default: index + 1
        }
    }

    /// What the value is.
    var kind: Kind {
        switch letter {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }

    /// The bytes of a string; `nil` for anything else.
    var utf8: UnsafeBufferPointer<UInt8>? {
        guard letter == UInt8(ascii: "\"") else { return nil }
        let entry = UnsafeRawPointer(strings + payload)
        let length = Int(entry.loadUnaligned(as: UInt32.self))
        return UnsafeBufferPointer(start: strings + payload + 4, count: length)
    }

    /// A string; `nil` for anything else.
    var string: String? { utf8.map { String(valid: $0) } }

    /// A number as a double; `nil` for anything else.
    var double: Double? {
        switch letter {
        case UInt8(ascii: "d"): Double(bitPattern: tape[index + 1])
        case UInt8(ascii: "l"): Double(Int64(bitPattern: tape[index + 1]))
        case UInt8(ascii: "u"): Double(tape[index + 1])
        default: nil
        }
    }

    /// A whole number that fits `Int`; `nil` for anything else, and for 1.5.
    var integer: Int? {
        switch letter {
        case UInt8(ascii: "l"): Int(Int64(bitPattern: tape[index + 1]))
        case UInt8(ascii: "u"): Int(exactly: tape[index + 1])
        case UInt8(ascii: "d"): Int(exactly: Double(bitPattern: tape[index + 1]))
        default: nil
        }
    }

    /// A whole number from 0 that fits 64 bits; `nil` for anything else.
    var unsigned: UInt64? {
        switch letter {
        case UInt8(ascii: "l"): UInt64(exactly: Int64(bitPattern: tape[index + 1]))
        case UInt8(ascii: "u"): tape[index + 1]
        case UInt8(ascii: "d"): UInt64(exactly: Double(bitPattern: tape[index + 1]))
        default: nil
        }
    }

    /// `true` or `false`; `nil` for anything else.
    var bool: Bool? {
        switch letter {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// The number of elements of an array or fields of an object, 0 for anything else.
    var count: Int {
        guard kind == .object || kind == .array else { return 0 }
        let stored = Int((tape[index] >> 32) & 0xFF_FFFF)
        guard stored == 0xFF_FFFF else { return stored }
        var counted = 0
        if kind == .array { forEach { _ in counted += 1 } } else { forEachField { _, _ in counted += 1 } }
        return counted
    }

    /// Calls `body` with each element of an array, in order; does nothing for anything else.
    func forEach(_ body: (JSONNode) throws -> Void) rethrows {
        guard letter == UInt8(ascii: "[") else { return }
        var at = index + 1
        let close = end - 1
        while at < close {
            let element = node(at)
            try body(element)
            at = element.end
        }
    }

    /// Calls `body` with each field of an object, in order, repeated keys included; does nothing for anything else.
    func forEachField(_ body: (JSONKey, JSONNode) throws -> Void) rethrows {
        guard letter == UInt8(ascii: "{") else { return }
        var at = index + 1
        let close = end - 1
        while at < close {
            let value = node(at + 1)
            try body(JSONKey(bytes: node(at).utf8 ?? UnsafeBufferPointer(start: nil, count: 0)), value)
            at = value.end
        }
    }

    /// The last field of that name; `nil` when there is none or this is no object.
    subscript(name: StaticString) -> JSONNode? {
        var found: JSONNode?
        forEachField { key, value in if key == name { found = value } }
        return found
    }

    /// The last field of that name; `nil` when there is none or this is no object.
    func field(_ name: String) -> JSONNode? {
        var found: JSONNode?
        forEachField { key, value in if key.matches(name) { found = value } }
        return found
    }
}

extension JSONNode {
    /// One step through a value and all that is in it.
    enum Step {
        case open(object: Bool)
        case close(object: Bool)
        case key(JSONKey)
        /// A value that is no container.
        case scalar(JSONNode)
    }

    /// Calls `body` with every step through this value, in order; no nesting can exhaust the stack.
    func forEachStep(_ body: (Step) -> Void) {
        /// The open containers, and whether a key comes next in the innermost one.
        var open: [Bool] = []
        var isKey = false
        var at = index
        while at < end {
            let node = node(at)
            at +=
                node.letter == UInt8(ascii: "l") || node.letter == UInt8(ascii: "u") || node.letter == UInt8(ascii: "d")
                ? 2 : 1
            switch node.letter {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let object = node.letter == UInt8(ascii: "{")
                open.append(object)
                isKey = object
                body(.open(object: object))
                continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                open.removeLast()
                body(.close(object: node.letter == UInt8(ascii: "}")))
            default:
                guard isKey else {
                    body(.scalar(node))
                    break
                }
                isKey = false
                body(.key(JSONKey(bytes: node.utf8 ?? UnsafeBufferPointer(start: nil, count: 0))))
                continue
            }
            isKey = open.last ?? false
        }
    }
}

/// The name of a field, compared without decoding it.
struct JSONKey {
    let bytes: UnsafeBufferPointer<UInt8>

    // Inlined, so that a list of names is a list of lengths to compare, most of which differ.
    @inline(__always) static func == (key: JSONKey, name: StaticString) -> Bool {
        key.bytes.equal(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    @inline(__always) static func ~= (name: StaticString, key: JSONKey) -> Bool { key == name }

    func matches(_ name: String) -> Bool { bytes.equal(name) }

    var string: String { String(valid: bytes) }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether these are the same bytes; most differ in length or in the first byte.
    @inline(__always) func equal(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count, count > 0, let own = baseAddress, let others = other.baseAddress else {
            return count == other.count && isEmpty
        }
        return own[0] == others[0] && memcmp(own, others, count) == 0
    }

    /// Whether these are the bytes of one of some texts.
    func isAny(of texts: [StaticString]) -> Bool {
        texts.contains { equal(UnsafeBufferPointer(start: $0.utf8Start, count: $0.utf8CodeUnitCount)) }
    }

    /// Whether these are the bytes of one of some texts in lower case, when ASCII capitals count as small letters.
    func isAny(ofLowerCase texts: [StaticString]) -> Bool {
        texts.contains { text in
            text.utf8CodeUnitCount == count
                && indices.allSatisfy { index in
                    let byte = self[index]
                    return (byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte) == text.utf8Start[index]
                }
        }
    }

    /// Whether these are the bytes of a text.
    func equal(_ text: String) -> Bool {
        guard count == text.utf8.count else { return false }
        return text.utf8.withContiguousStorageIfAvailable { equal($0) } ?? elementsEqual(text.utf8)
    }
}
