extension BundlePart {
    /// Writes what comes before a record.
    static func begin(_ part: String, to writer: inout PlainCopy.Writer) throws {
        var name = JSONText()
        name.value(part)
        try writer.write(Array("{\"part\":".utf8))
        try writer.write(name.bytes)
        try writer.write(Array(",\"record\":".utf8))
    }

    /// Writes bytes of a record without its line ends, so that it fits a line; one in a string is a fault of the record,
    /// which is told when the line is parsed.
    static func write(_ bytes: UnsafeRawBufferPointer, to writer: inout PlainCopy.Writer) throws {
        try writer.write(
            bytes.lazy.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 })
    }

    /// Writes what comes behind a record.
    static func end(to writer: inout PlainCopy.Writer) throws { try writer.write(Array("}\n".utf8)) }
}
