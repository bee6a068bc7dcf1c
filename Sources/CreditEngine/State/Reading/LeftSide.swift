/// The expression of numbers that stands before a sign of equality, read backwards from it.
struct LeftSide {
    /// Where it starts.
    private(set) var start: Int
    /// What it comes to.
    private(set) var value = 0.0
    /// Whether it divides.
    private(set) var divides = false
    /// Whether words stand behind its numbers (`28 kg + 5 kg`).
    let hasUnits: Bool

    /// Reads it, without words behind its numbers where it is one so; `nil` when it is not one complete expression.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int, reach: Int) -> LeftSide? {
        LeftSide(bytes, before: end, reach: reach, takesUnits: false)
            ?? LeftSide(bytes, before: end, reach: reach, takesUnits: true)
    }

    /// Finds it; `nil` when there is no operator in it, or when it is part of something larger.
    private init?(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int, reach: Int, takesUnits: Bool) {
        hasUnits = takesUnits
        start = end
        var operators = 0
        while start > 0 {
            guard end - start < reach else { return nil }
            let c = bytes[start - 1]
            if start >= 3, NumberScan.wideDigit(bytes, start - 3) != nil {
                start -= 3
            } else if c == 0xA0, start >= 2, bytes[start - 2] == 0xC2 {
                start -= 2  // a blank that does not break
            } else if WordScan.isLetter(c) || c >= 0x80 {
                if let length = SumParser.longOperator(bytes, endingAt: start) {
                    divides = divides || bytes[start - 1] == 0xB7
                    start -= length
                    operators += 1
                } else if takesUnits, let length = Self.unit(bytes, endingAt: start) {
                    start -= length
                } else {
                    break
                }
            } else if Self.isSumByte(c), !Self.endsClause(bytes, start - 1) {
                start -= 1
                if SumParser.isOperator(c) { operators += 1 }
                divides = divides || c == UInt8(ascii: "/")
            } else {
                break
            }
        }
        guard operators > 0 else { return nil }
        while start < end, SumParser.isBlank(bytes, start, end) { start += 1 }
        // `\(28 + 5 = 33\)`: the bracket belongs to the formula's sign.
        if start > 0, start < end, bytes[start] == UInt8(ascii: "("), bytes[start - 1] == UInt8(ascii: "\\") {
            start += 1
        } else if start > 0, Self.joins(bytes, start - 1) {
            // A list number, a bullet or a label before the expression is not part of it; in a chain another side is.
            return nil
        }
        // After a name, a leading minus is the rest of a difference (`n -1 + 2 = 5`).
        if start < end, bytes[start] == UInt8(ascii: "-") { return nil }
        var parser = SumParser(bytes: bytes, at: start, end: end, takesUnits: takesUnits)
        guard let value = parser.whole(), value.isFinite else { return nil }
        self.value = value
    }

    /// The bytes of a word that stands behind a number as its unit; `nil` when it is something else.
    private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Int? {
        var at = end
        while at > 0, end - at < 16, WordScan.isLetter(bytes[at - 1]) { at -= 1 }
        guard at < end, at >= 2, bytes[at - 1] == UInt8(ascii: " "), WordScan.isDigit(bytes[at - 2]) else { return nil }
        return end - at
    }

    /// Whether a full stop or comma ends what stands before it.
    private static func endsClause(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
        (bytes[i] == UInt8(ascii: ".") || bytes[i] == UInt8(ascii: ","))
            && (i + 1 >= bytes.count || bytes[i + 1] == UInt8(ascii: " "))
    }

    private static func isSumByte(_ c: UInt8) -> Bool {
        WordScan.isDigit(c) || SumParser.isOperator(c) || c == UInt8(ascii: " ") || c == UInt8(ascii: ".")
            || c == UInt8(ascii: ",") || c == UInt8(ascii: "(") || c == UInt8(ascii: ")") || c == UInt8(ascii: "$")
    }

    private static func joins(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard bytes[at] == UInt8(ascii: "="), at > 0, at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: " ") else {
            return StatedEquality.joins(bytes[at])
        }
        return bytes[at - 1] != UInt8(ascii: " ") && StatedEquality.joins(bytes[at - 1])
            && !WordScan.isDigit(bytes[at - 1])
    }
}
