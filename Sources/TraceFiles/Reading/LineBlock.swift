#if canImport(Glibc)
    import Glibc
#endif

/// The lines that start within one block of a file, each of them whole.
///
/// A block owns the lines whose first byte lies in it, so blocks can be read by any thread in any order.
struct LineBlock {
    /// Bytes of a block.
    static let size = 2 << 20

    /// One line as it stands in the file.
    struct Line {
        /// Where it starts in the file, from 0.
        var offset: Int
        /// Its bytes without the newline, with readable padding behind them.
        var text: UnsafeRawBufferPointer
        /// Whether a newline ends it; only the last line of a file can lack one.
        var terminated: Bool
        /// It is longer than the limit, and `text` is only its beginning.
        var tooLong: Bool
    }

    /// Reads block `block` of the part of a file that starts at `base` (the start of a line) and ends at `end`, and calls
    /// `body` with each of its lines. Returns `false` when reading failed.
    static func forEachLine(
        of descriptor: Int32, base: Int, end: Int, block: Int, limit: Int, buffer: PaddedBuffer,
        body: (Line) -> Void
    ) -> Bool {
        let first = base + block * size
        let owned = min(first + size, end)
        // The byte before the block tells whether a line starts right at its beginning.
        let from = block == 0 ? first : first - 1
        guard buffer.read(descriptor, offset: from, length: owned - from) else { return false }
        var start = 0
        if block > 0 {
            guard let newline = newline(in: buffer.filled, from: 0) else { return true }
            start = newline + 1
        }
        while from + start < owned {
            if let newline = newline(in: buffer.filled, from: start) {
                let text = UnsafeRawBufferPointer(rebasing: buffer.filled[start..<newline])
                body(Line(offset: from + start, text: text, terminated: true, tooLong: text.count > limit))
                start = newline + 1
                continue
            }
            let (stop, terminated) = extend(buffer, descriptor, from: from, start: start, end: end, limit: limit)
            guard let stop else { return false }
            let text = UnsafeRawBufferPointer(rebasing: buffer.filled[start..<stop])
            body(Line(offset: from + start, text: text, terminated: terminated, tooLong: text.count > limit))
            break
        }
        buffer.shrink(above: 8 * size)
        return true
    }

    /// Reads on until the line that starts at `start` ends; returns where, or `nil` when reading failed.
    private static func extend(
        _ buffer: PaddedBuffer, _ descriptor: Int32, from: Int, start: Int, end: Int, limit: Int
    ) -> (stop: Int?, terminated: Bool) {
        var step = 1 << 16
        while from + buffer.count < end, buffer.count - start <= limit {
            let searched = buffer.count
            let length = min(step, end - from - searched)
            guard buffer.append(descriptor, offset: from + searched, length: length) else { return (nil, false) }
            if let newline = newline(in: buffer.filled, from: searched) { return (newline, true) }
            if buffer.count == searched { break }
            step = min(step * 2, size)
        }
        return (buffer.count, from + buffer.count < end)
    }

    static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
