/// Small marks in a text that need no table.
extension Reading {
    static let zero = WordHash.of("0")

    /// Words of a tool's message that say no more than that it ran.
    private static let status = WordSet([
        "exitcode", "0", "execution", "succeeded", "code", "output", "none", "null", "nan", "empty", "result",
        "results", "no", "ok",
    ])

    /// The equality whose result is this number: an `=` or `≈` stands before it, or an `=` behind it.
    @inline(__always)
    static func equality(of word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> StatedEquality? {
        var i = word.start &- 1
        while i >= 0, word.start &- i < 6 {
            let c = bytes[i]
            if c == UInt8(ascii: "=") { return StatedEquality.read(bytes, at: i) }
            if c == 0x88, i >= 2, bytes[i &- 1] == 0x89, bytes[i &- 2] == 0xE2 {
                return StatedEquality.read(bytes, at: i &- 2)
            }
            guard
                c == UInt8(ascii: " ") || c == UInt8(ascii: "$") || c == UInt8(ascii: "-") || c == UInt8(ascii: "*")
            else { break }
            i &-= 1
        }
        i = word.end
        while i < bytes.count, bytes[i] == UInt8(ascii: " "), i &- word.end < 2 { i &+= 1 }
        guard i < bytes.count, bytes[i] == UInt8(ascii: "=") else { return nil }
        return StatedEquality.read(bytes, of: word.start..<word.end, at: i)
    }

    /// Whether there is a fence of three backticks.
    static func hasFence(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { ByteSearch.holds(bytes, "```") }

    /// Whether every word is one of a status line.
    static func saysNothing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var nothing = true
        WordScan.words(bytes) { word in
            if !status.contains(word.hash) { nothing = false }
        }
        return nothing
    }
}

/// An answer that a text states after words such as "the answer is".
enum StatedAnswer {
    private static let fillers = WordSet(["is", "the", "answer"])

    /// The identity of the answer: its words up to the end of the line or sentence, eight at most.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (hash: UInt64, range: Range<Int>)? {
        var end = start
        while end < bytes.count, end - start < 120 {
            let c = bytes[end]
            if c == UInt8(ascii: "\n"), end > start + 4 { break }
            if c == 0xE3, end + 2 < bytes.count, bytes[end + 1] == 0x80, bytes[end + 2] == 0x82 { break }  // 。
            let next = end + 1 < bytes.count ? bytes[end + 1] : UInt8(ascii: " ")
            if c == UInt8(ascii: "."), next == UInt8(ascii: " ") || next == UInt8(ascii: "\n"), end > start + 1 {
                break
            }
            end += 1
        }
        var hash = WordHash().value
        var count = 0
        var range: Range<Int>?
        WordScan.words(UnsafeBufferPointer(rebasing: bytes[start..<end])) { word in
            guard count < 8, count > 0 || !fillers.contains(word.hash) else { return }
            count += 1
            hash = WordHash.pair(hash, word.hash)
            range = (range?.lowerBound ?? start + word.start)..<(start + word.end)
        }
        return range.map { (hash, $0) }
    }
}
