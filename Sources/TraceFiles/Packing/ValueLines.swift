/// Puts JSON values that follow one another in any layout on a line each.
struct ValueLines {
    private var structure = JSONStructure()
    /// Whether something of the current value was written.
    private var isWriting = false

    /// Takes the next bytes of the text.
    mutating func take(_ bytes: UnsafeRawBufferPointer, to writer: inout PlainCopy.Writer) throws {
        for byte in bytes {
            if byte == JSONStructure.recordSeparator {
                // A record begins here whatever became of the one before (RFC 7464).
                try end(&writer)
                structure = JSONStructure()
                continue
            }
            let wasInString = structure.isInString
            switch structure.take(byte) {
            case .between: try end(&writer)
            case .inside:
                isWriting = true
                // Line ends between the parts of a value are layout; inside a string they are a fault, and stay.
                let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
                try writer.write(isLineEnd && !wasInString ? UInt8(ascii: " ") : byte)
            case .valueEnds:
                try writer.write(byte)
                isWriting = true
                try end(&writer)
            }
        }
    }

    /// Ends the last line when its value ended; a value that was cut stays without a line end.
    mutating func finish(_ writer: inout PlainCopy.Writer) throws {
        if !structure.isOpen, !structure.isInString { try end(&writer) }
    }

    private mutating func end(_ writer: inout PlainCopy.Writer) throws {
        guard isWriting else { return }
        isWriting = false
        try writer.write(UInt8(ascii: "\n"))
    }
}
