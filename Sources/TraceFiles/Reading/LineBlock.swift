#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
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
        /// Bytes of it in the file, its newline included.
        var length: Int
        /// Whether a newline ends it; only the last line of a file can lack one.
        var terminated: Bool
        /// It is longer than the limit, and `text` is only its beginning.
        var tooLong: Bool
    }

    /// Why lines could not be read.
    enum Failure: Error {
        /// The system's error number.
        case system(Int32)
        /// The file ends earlier than it did.
        case shorter
    }

    /// The part of a file that is read: it starts at `base`, which is the start of a line, and ends at `end`.
    struct Part {
        var descriptor: Int32
        var base: Int
        var end: Int
        /// Bytes of a block of it.
        var size = LineBlock.size
        /// Bytes of the longest line that is read whole.
        var limit: Int

        /// The number of blocks.
        var blocks: Int { (end - base + size - 1) / size }
    }

    /// Calls `body` with each line of a part, in order; throws a `Failure` when reading failed.
    static func forEachLine(of part: Part, buffer: PaddedBuffer, body: (Line) throws -> Void) throws {
        try forEachLine(of: part, blocks: 0..<part.blocks, buffer: buffer, body: body)
    }

    /// Calls `body` with each line that starts in some blocks of a part; throws a `Failure` when reading failed.
    static func forEachLine(
        of part: Part, blocks: Range<Int>, buffer: PaddedBuffer, body: (Line) throws -> Void
    ) throws {
        for block in blocks { try forEachLine(of: part, block: block, buffer: buffer, body: body) }
    }

    /// Calls `body` with each line that starts in one block of a part; throws a `Failure` when reading failed.
    static func forEachLine(
        of part: Part, block: Int, buffer: PaddedBuffer, body: (Line) throws -> Void
    ) throws {
        let first = part.base + block * part.size
        let owned = min(first + part.size, part.end)
        // The byte before the block tells whether a line starts right at its beginning.
        let from = block == 0 ? first : first - 1
        try buffer.read(part.descriptor, offset: from, length: owned - from)
        var start = 0
        if block > 0 {
            guard let newline = newline(in: buffer.filled, from: 0) else { return }
            start = newline + 1
        }
        while from + start < owned {
            guard let newline = newline(in: buffer.filled, from: start) else {
                try body(extend(buffer, part, from: from, start: start))
                break
            }
            let text = UnsafeRawBufferPointer(rebasing: buffer.filled[start..<newline])
            try body(
                Line(
                    offset: from + start, text: text, length: text.count + 1, terminated: true,
                    tooLong: text.count > part.limit))
            start = newline + 1
        }
        buffer.shrink(above: 8 * size)
    }

    /// Reads on until the line that starts at `start` of the buffer ends; `from` is where the buffer stands in the file.
    private static func extend(_ buffer: PaddedBuffer, _ part: Part, from: Int, start: Int) throws -> Line {
        var step = 1 << 16
        var stop: Int?
        while stop == nil, from + buffer.count < part.end, buffer.count - start <= part.limit {
            let searched = buffer.count
            let length = min(step, part.end - from - searched)
            try buffer.append(part.descriptor, offset: from + searched, length: length)
            stop = newline(in: buffer.filled, from: searched)
            step = min(step * 2, size)
        }
        let text = UnsafeRawBufferPointer(rebasing: buffer.filled[start..<(stop ?? buffer.count)])
        var line = Line(
            offset: from + start, text: text, length: text.count + 1, terminated: true,
            tooLong: text.count > part.limit)
        guard stop == nil else { return line }
        // Too long to be kept, or the last line of the file: only its end is still of interest.
        let read = from + buffer.count
        let end = try read < part.end ? nextNewline(of: part, from: read) : nil
        line.length = end.map { $0 + 1 - line.offset } ?? part.end - line.offset
        line.terminated = end != nil
        return line
    }

    /// The place of the next newline of a part.
    private static func nextNewline(of part: Part, from start: Int) throws -> Int? {
        let window = PaddedBuffer()
        var at = start
        while at < part.end {
            try window.read(part.descriptor, offset: at, length: min(1 << 18, part.end - at))
            if let found = newline(in: window.filled, from: 0) { return at + found }
            at += window.count
        }
        return nil
    }

    static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Whether a line holds nothing but white space.
    static func isBlank(_ text: UnsafeRawBufferPointer) -> Bool {
        text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
    }
}

/// The bytes that some programs put at the beginning of UTF-8 files.
enum ByteOrderMark {
    /// A text without the mark.
    static func dropped(from text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        text.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: text[3...]) : text
    }
}
