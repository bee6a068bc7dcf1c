/// What a program writes to its standard error, line by line and bounded: it is told, never obeyed.
struct AsideLines {
    /// Bytes of a line that are told.
    static let lineLimit = 4_096
    /// Lines of one program that are told.
    static let countLimit = 200

    /// The last line that is not blank, which often says why the program ended.
    private(set) var last: String?
    private var partial: [UInt8] = []
    private var count = 0

    /// Takes bytes as they come and hands on the lines that they complete.
    mutating func add(_ bytes: some Sequence<UInt8>, tell: (String) -> Void) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                end(tell: tell)
            } else if partial.count < Self.lineLimit {
                partial.append(byte)
            }
        }
    }

    /// Hands on a last line that no newline ended.
    mutating func end(tell: (String) -> Void) {
        let line = String(decoding: partial, as: UTF8.self)
        partial.removeAll()
        guard !line.allSatisfy(\.isWhitespace) else { return }
        last = line
        count += 1
        if count <= Self.countLimit { tell(line) }
        if count == Self.countLimit { tell("(what it says beyond \(Self.countLimit) lines is not repeated)") }
    }
}
