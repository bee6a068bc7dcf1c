extension String {
    /// A text of bytes that are UTF-8, so that nothing needs to be validated or replaced: those that the parser made, which
    /// refuses all other bytes and halves of surrogate pairs, and those of JSON that was written from texts.
    init(valid bytes: UnsafeBufferPointer<UInt8>) {
        self.init(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: bytes.areASCII))
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether all of them are below 128; eight are looked at at a time.
    var areASCII: Bool {
        let bytes = UnsafeRawBufferPointer(self)
        var (found, at): (UInt64, Int) = (0, 0)
        while at + 8 <= bytes.count {
            found |= bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            at += 8
        }
        while at < bytes.count {
            found |= UInt64(bytes[at])
            at += 1
        }
        return found & 0x8080_8080_8080_8080 == 0
    }
}
