/// Writes values one after another as bytes: whole numbers in as few as they need, texts and lists with their length in front.
struct PackedWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: Int) {
        // The sign goes to the lowest bit, so that small numbers are short.
        var rest = UInt64(bitPattern: Int64(number << 1)) ^ UInt64(bitPattern: Int64(number >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ number: Double) {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write<Value>(_ value: Value?, _ body: (inout PackedWriter, Value) -> Void) {
        write(value != nil)
        if let value { body(&self, value) }
    }

    mutating func write<Values: Collection>(_ values: Values, _ body: (inout PackedWriter, Values.Element) -> Void) {
        write(values.count)
        for value in values { body(&self, value) }
    }
}

/// Reads what a `PackedWriter` wrote; throws `Damaged` where the bytes are none of that.
struct PackedReader {
    struct Damaged: Error {}

    private let bytes: ArraySlice<UInt8>
    private var at: Int

    init(_ bytes: ArraySlice<UInt8>) { (self.bytes, at) = (bytes, bytes.startIndex) }

    var isAtEnd: Bool { at == bytes.endIndex }

    private mutating func byte() throws -> UInt8 {
        guard at < bytes.endIndex else { throw Damaged() }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func number() throws -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw Damaged() }
            value |= UInt64(next & 0x7F) << shift
            guard next >= 0x80 else { break }
            shift += 7
        }
        return Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1)
    }

    mutating func flag() throws -> Bool { try byte() == 1 }

    mutating func text() throws -> String {
        let count = try number()
        guard count >= 0, count <= bytes.endIndex - at else { throw Damaged() }
        defer { at += count }
        return String(decoding: bytes[at..<at + count], as: UTF8.self)
    }

    mutating func fraction() throws -> Double {
        var pattern: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { pattern |= UInt64(try byte()) << shift }
        return Double(bitPattern: pattern)
    }

    mutating func optional<Value>(_ body: (inout PackedReader) throws -> Value) throws -> Value? {
        try flag() ? try body(&self) : nil
    }

    mutating func list<Value>(_ body: (inout PackedReader) throws -> Value) throws -> [Value] {
        let count = try number()
        // Each value takes a byte at least.
        guard count >= 0, count <= bytes.endIndex - at else { throw Damaged() }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }
}
