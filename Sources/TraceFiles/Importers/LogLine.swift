/// A line of a program's own log, which may hold a record behind a prefix (`INFO:autogen_core.events:{…}`).
enum LogLine {
    /// What lines without a record are counted as.
    static let kind = "program output"

    /// Bytes of a line in which the record must begin.
    private static let prefixLimit = 256

    /// The object that a line ends with, when something else stands before it; the padding behind the line stays readable.
    static func record(in line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let start = line.prefix(prefixLimit).firstIndex(of: UInt8(ascii: "{")), start > line.startIndex else {
            return nil
        }
        return UnsafeRawBufferPointer(rebasing: line[start...])
    }

    /// Whether a line is no attempt at JSON: its first visible byte opens neither an object nor a list.
    static func isPlain(_ line: UnsafeRawBufferPointer) -> Bool {
        let first = line.first { $0 != 0x20 && $0 != 0x09 }
        return first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
    }
}
