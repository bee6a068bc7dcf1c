#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for bytes by the C library's search, which compares many at a time.
enum ByteSearch {
    /// Whether `bytes` has `part`, which is not empty, somewhere; `part` begins with a byte that is rare.
    static func contains(_ part: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return false }
        let count = part.utf8CodeUnitCount
        var at = 0
        while at + count <= bytes.count,
            let hit = memchr(start + at, Int32(part.utf8Start[0]), bytes.count - count + 1 - at)
        {
            if memcmp(hit, part.utf8Start, count) == 0 { return true }
            at = start.distance(to: UnsafeRawPointer(hit)) + 1
        }
        return false
    }
}
