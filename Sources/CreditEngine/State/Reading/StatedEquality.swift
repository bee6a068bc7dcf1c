/// An arithmetic equality that a text states, such as `17 % 5 = 3`.
struct StatedEquality: Equatable {
    /// Whether it holds.
    var holds: Bool
    /// Its UTF-8 byte range, both sides.
    var range: Range<Int>

    /// The most bytes that either side may take.
    private static let reach = 80

    /// Reads the equality around the `=` at `position`; `nil` when there is none.
    ///
    /// The left side must be a complete expression of numbers with `+ − × ÷ %` or the word mod, the right side one
    /// number. A right side with k decimals is taken as rounded to k decimals, a whole one as exact unless the left
    /// side divides. Anything else (letters, open brackets, chains, code) is not a claim.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> StatedEquality? {
        guard let (start, divides) = leftSide(bytes, before: position) else { return nil }
        var parser = SumParser(bytes: bytes, at: start, end: position)
        guard let left = parser.whole(), left.isFinite else { return nil }
        var right = position + 1
        let high = min(bytes.count, right + reach)
        while right < high, SumParser.isBlank(bytes, right, high) || bytes[right] == UInt8(ascii: "$") { right += 1 }
        guard let stated = SumParser.number(bytes, at: right, end: high), stated.end < high || high == bytes.count
        else { return nil }
        // Beside `1.250,5`, `2.251` may be two thousand.
        let isUnclear =
            stated.decimals == 3 && (start..<position).contains { NumberScan.decimalComma(bytes, $0, position) != nil }
        if isUnclear, NumberScan.decimalComma(bytes, right, high) == nil { return nil }
        var after = stated.end
        while after < bytes.count, bytes[after] == UInt8(ascii: " ") { after += 1 }
        if after < bytes.count, isOperator(bytes[after]) || bytes[after] == UInt8(ascii: "(") { return nil }
        if stated.end < bytes.count, joins(bytes[stated.end]) { return nil }
        var half = stated.decimals > 0 || divides ? 0.5 : 0
        for _ in 0..<stated.decimals { half /= 10 }
        let holds = abs(left - stated.value) <= half + 1e-9 * max(1, abs(left))
        return StatedEquality(holds: holds, range: start..<stated.end)
    }

    /// Where the expression before `end` starts, and whether it divides.
    private static func leftSide(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> (Int, Bool)? {
        var start = end
        var operators = 0
        var divides = false
        while start > 0 {
            guard end - start < reach else { return nil }
            let c = bytes[start - 1]
            if start >= 3, NumberScan.wideDigit(bytes, start - 3) != nil {
                start -= 3
            } else if c == 0xA0, start >= 2, bytes[start - 2] == 0xC2 {
                start -= 2  // a blank that does not break
            } else if WordScan.isLetter(c) || c >= 0x80 {
                guard let length = SumParser.longOperator(bytes, endingAt: start) else { break }
                divides = divides || bytes[start - 1] == 0xB7
                start -= length
                operators += 1
            } else if isSumByte(c), !endsClause(bytes, start - 1) {
                start -= 1
                if isOperator(c) { operators += 1 }
                divides = divides || c == UInt8(ascii: "/")
            } else {
                break
            }
        }
        guard operators > 0 else { return nil }
        while start < end, SumParser.isBlank(bytes, start, end) { start += 1 }
        // A list number, a bullet or a label before the expression is not part of it.
        if start > 0, joins(bytes[start - 1]) { return nil }
        // After a name, a leading minus is the rest of a difference (`n -1 + 2 = 5`).
        if start < end, bytes[start] == UInt8(ascii: "-") { return nil }
        return (start, divides)
    }

    /// Whether a full stop or comma ends what stands before it.
    private static func endsClause(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
        (bytes[i] == UInt8(ascii: ".") || bytes[i] == UInt8(ascii: ","))
            && (i + 1 >= bytes.count || bytes[i + 1] == UInt8(ascii: " "))
    }

    static func isOperator(_ c: UInt8) -> Bool {
        c == UInt8(ascii: "+") || c == UInt8(ascii: "-") || c == UInt8(ascii: "*") || c == UInt8(ascii: "/")
            || c == UInt8(ascii: "%")
    }

    private static func isSumByte(_ c: UInt8) -> Bool {
        WordScan.isDigit(c) || isOperator(c) || c == UInt8(ascii: " ") || c == UInt8(ascii: ".")
            || c == UInt8(ascii: ",") || c == UInt8(ascii: "(") || c == UInt8(ascii: ")")
    }

    /// Whether a byte next to a side makes it part of something larger (`x1 + 2 = 5`, `3 = 4x`).
    private static func joins(_ c: UInt8) -> Bool {
        switch c {
        case UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "]"),
            UInt8(ascii: "}"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"),
            UInt8(ascii: "'"), UInt8(ascii: "\""):
            true
        default: WordScan.isLetter(c) || WordScan.isDigit(c)
        }
    }
}
