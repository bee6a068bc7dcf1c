/// What a program writes to its standard error: told line by line, within bounds, and never obeyed.
struct ErrorOutput {
    /// Bytes of a line that are told.
    static let lineLimit = 4_096
    /// Lines of one program that are told.
    static let countLimit = 200

    /// Bytes of its end that are kept.
    private static let endLimit = 4_096

    /// The last line that is not blank, which often says why the program ended.
    private(set) var lastLine: String?
    /// How many bytes there were.
    private(set) var size = 0
    /// The last bytes as they are.
    private(set) var end: [UInt8] = []
    private var partial: [UInt8] = []
    private var count = 0

    /// Takes bytes as they come and hands on the lines that they complete.
    mutating func add(_ bytes: ArraySlice<UInt8>, tell: (String) -> Void) {
        size += bytes.count
        end = (end + bytes).suffix(Self.endLimit)
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                endLine(tell: tell)
            } else if partial.count < Self.lineLimit {
                partial.append(byte)
            }
        }
    }

    /// Hands on a last line that no newline ended.
    mutating func endLine(tell: (String) -> Void) {
        let line = String(decoding: partial, as: UTF8.self)
        partial.removeAll()
        guard !line.allSatisfy(\.isWhitespace) else { return }
        lastLine = line
        count += 1
        if count <= Self.countLimit { tell(line) }
        if count == Self.countLimit { tell("(what it says beyond \(Self.countLimit) lines is not repeated)") }
    }
}
