#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for bytes in bytes by the C library's search, which compares many at a time.
package enum ByteSearch {
    /// Whether `needle`, of one byte or more, stands somewhere in a text; fast where its first byte is rare.
    package static func holds(_ text: UnsafeRawBufferPointer, _ needle: UnsafeRawBufferPointer) -> Bool {
        guard let base = text.baseAddress, let wanted = needle.baseAddress, let first = needle.first else {
            return false
        }
        var at = 0
        while at + needle.count <= text.count,
            let found = memchr(base + at, Int32(first), text.count - needle.count + 1 - at)
        {
            if memcmp(found, wanted, needle.count) == 0 { return true }
            at = base.distance(to: UnsafeRawPointer(found)) + 1
        }
        return false
    }

    /// Whether an ASCII text stands somewhere in a text.
    static func holds(_ text: UnsafeBufferPointer<UInt8>, _ needle: StaticString) -> Bool {
        holds(
            UnsafeRawBufferPointer(text),
            UnsafeRawBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount))
    }

    /// Whether one of these ASCII texts stands in another text.
    package static func holds(_ text: String, anyOf needles: [StaticString]) -> Bool {
        var text = text
        return text.withUTF8 { text in needles.contains { holds(text, $0) } }
    }
}
