/// Text in UTF-16 or UTF-32, known by its byte order mark or by where the NUL bytes of JSON's first characters stand.
struct WideText: Equatable {
    /// Bytes of a unit: 2 or 4.
    var width: Int
    var isBigEndian: Bool
    /// Whether it begins with a byte order mark, which is no part of the text.
    private var isMarked = true

    /// The encoding that the beginning of a file tells; `nil` when it is neither.
    init?(_ head: UnsafeRawBufferPointer) {
        if head.starts(with: [0xFF, 0xFE, 0, 0]) {
            (width, isBigEndian) = (4, false)
        } else if head.starts(with: [0, 0, 0xFE, 0xFF]) {
            (width, isBigEndian) = (4, true)
        } else if head.starts(with: [0xFF, 0xFE]) {
            (width, isBigEndian) = (2, false)
        } else if head.starts(with: [0xFE, 0xFF]) {
            (width, isBigEndian) = (2, true)
        } else if let form = Self.forms.first(where: { Self.begins(head, width: $0, isBigEndian: $1) }) {
            (width, isBigEndian, isMarked) = (form.0, form.1, false)
        } else {
            return nil
        }
    }

    private static let forms = [(4, true), (4, false), (2, true), (2, false)]

    /// Whether the first two units are ASCII and begin JSON (RFC 4627, section 3).
    private static func begins(_ head: UnsafeRawBufferPointer, width: Int, isBigEndian: Bool) -> Bool {
        guard head.count >= 2 * width else { return false }
        for place in 0..<(2 * width) where (head[place] == 0) == (place % width == (isBigEndian ? width - 1 : 0)) {
            return false
        }
        let first = head[isBigEndian ? width - 1 : 0]
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || JSONStructure.isBlank(first)
    }

    /// Writes the text as UTF-8; what is ill-formed becomes U+FFFD.
    func write(_ descriptor: Int32, size: Int, to writer: inout PlainCopy.Writer) throws {
        let buffer = PaddedBuffer()
        var offset = isMarked ? width : 0
        var high: UInt32?
        while offset + width <= size {
            let length = min(1 << 18, size - offset) / width * width
            try buffer.read(descriptor, offset: offset, length: length)
            for index in stride(from: 0, to: length, by: width) {
                try take(unit(buffer.filled, index), high: &high, to: &writer)
            }
            offset += length
        }
        if high != nil { try put(0xFFFD, to: &writer) }
    }

    private func unit(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for place in 0..<width {
            unit = unit << 8 | UInt32(bytes[index + (isBigEndian ? place : width - 1 - place)])
        }
        return unit
    }

    private func take(_ unit: UInt32, high: inout UInt32?, to writer: inout PlainCopy.Writer) throws {
        if width == 2 {
            if let first = high {
                high = nil
                if (0xDC00..<0xE000).contains(unit) {
                    return try put(0x10000 + ((first - 0xD800) << 10) + (unit - 0xDC00), to: &writer)
                }
                try put(0xFFFD, to: &writer)
            }
            if (0xD800..<0xDC00).contains(unit) {
                high = unit
                return
            }
        }
        try put(unit, to: &writer)
    }

    private func put(_ value: UInt32, to writer: inout PlainCopy.Writer) throws {
        let scalar = UnicodeScalar(value) ?? "\u{FFFD}"
        if scalar.isASCII { return try writer.write(UInt8(value)) }
        try writer.write(Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter))
    }
}
