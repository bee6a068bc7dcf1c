/// A few words out of a message.
enum Quote {
    /// The most bytes quoted.
    static let limit = 48

    /// The text of a UTF-8 byte range, cut at a character when it is longer than `limit`; line ends become spaces.
    static func text(_ output: String, _ range: Range<Int>) -> String {
        var text = output
        return text.withUTF8 { bytes in
            let low = min(max(0, range.lowerBound), bytes.count)
            var high = min(max(low, range.upperBound), bytes.count)
            let isCut = high - low > limit
            if isCut { high = low + limit }
            while isCut, high > low, bytes[high] & 0xC0 == 0x80 { high -= 1 }
            let words = String(decoding: bytes[low..<high], as: UTF8.self)
            let line = String(words.unicodeScalars.map { $0.value < 32 ? " " : Character($0) })
            return isCut ? line + "…" : line
        }
    }
}
