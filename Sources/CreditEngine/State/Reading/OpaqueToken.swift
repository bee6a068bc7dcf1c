/// Pieces of text that name something and claim nothing: addresses, paths, hashes, identifiers, times, encoded data.
///
/// A number in one of them is no figure that anybody gave.
enum OpaqueToken {
    /// Bytes on either side of a word that belong to its token at most.
    private static let reach = 160

    /// Whether the word stands in such a piece.
    static func holds(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if isPartOfName(word, bytes) { return true }
        var start = word.start
        var end = word.end
        while start > 0, word.start - start < reach, isPart(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, end - word.end < reach, isPart(bytes[end]) { end += 1 }
        // The word alone, or with a currency sign or a full stop, is plain text.
        guard end - start > word.length + 2 else { return isMixed(bytes, word.start, word.end) }
        return isAddress(bytes, start, end) || isMixed(bytes, start, end) || isTime(bytes, start, end)
    }

    /// Whether a hyphen joins the number to a word of two letters or more before it: `base-60`, `SHA-256`; `x-60` is none.
    private static func isPartOfName(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = word.start - 1
        guard end >= 2, bytes[end] == UInt8(ascii: "-") || bytes[end] == 0x91 else { return false }
        if bytes[end] == 0x91 {  // U+2011, the hyphen that does not break
            guard end >= 4, bytes[end - 1] == 0x80, bytes[end - 2] == 0xE2 else { return false }
            end -= 2
        }
        return WordScan.isLetter(bytes[end - 1]) && WordScan.isLetter(bytes[end - 2])
    }

    /// Bytes that belong to a token: neither white space nor quotation marks, brackets, commas or pipes.
    private static func isPart(_ c: UInt8) -> Bool {
        switch c {
        case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: ";"), UInt8(ascii: "*"):
            false
        default: true
        }
    }

    /// Whether a token is an address, a path, a query or a file name: `://`, `www.`, two slashes with letters, a letter's
    /// `=` with `&` or `%`, `@`.
    private static func isAddress(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var slashes = 0
        var letters = 0
        var marks = 0
        var at = start
        while at < end {
            let c = bytes[at]
            if c == UInt8(ascii: "/") || c == UInt8(ascii: "\\") { slashes += 1 }
            if WordScan.isLetter(c) { letters += 1 }
            if c == UInt8(ascii: "&") || c == UInt8(ascii: "%") && letters > 0 || c == UInt8(ascii: "@") { marks += 1 }
            if c == UInt8(ascii: "#"), at > start, letters > 0 { marks += 1 }
            at += 1
        }
        return letters > 0 && (slashes >= 2 || marks > 0 && letters > 1) || slashes == 1 && letters > 6
    }

    /// Whether a token is a date with a time of day (ISO 8601): `2030-01-31T08:15:00Z`.
    private static func isTime(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard let mark = (start..<end).first(where: { bytes[$0] == UInt8(ascii: "T") }), mark - start >= 10,
            end - mark > 5
        else { return false }
        let date = mark - 10
        return WordScan.isDigit(bytes[date]) && bytes[date + 4] == UInt8(ascii: "-")
            && bytes[date + 7] == UInt8(ascii: "-") && WordScan.isDigit(bytes[mark - 1])
            && WordScan.isDigit(bytes[mark + 1]) && bytes[mark + 3] == UInt8(ascii: ":")
    }

    /// Whether a run of letters and digits is a hash or an identifier: twelve bytes or more with both and at least two
    /// changes between them (`a3f09c…`, `run-000417b2`); `2nd`, `100km` and `1e10` are not.
    private static func isMixed(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end - start >= 12 else { return false }
        var changes = 0
        var wasDigit: Bool?
        for at in start..<end {
            let isDigit = WordScan.isDigit(bytes[at])
            guard isDigit || WordScan.isLetter(bytes[at]) else { continue }
            if let wasDigit, wasDigit != isDigit { changes += 1 }
            wasDigit = isDigit
        }
        return changes >= 3
    }
}
