/// An arithmetic equality that a text states, such as `17 % 5 = 3`, `28 = 2 × 14` or `10 / 3 ≈ 3.33`.
struct StatedEquality: Equatable {
    /// Whether it holds.
    var holds: Bool
    /// Its UTF-8 byte range, both sides.
    var range: Range<Int>

    /// The most bytes that either side may take.
    private static let reach = 80

    /// Reads the equality whose result stands behind the `=` or `≈` at `position`; `nil` when there is none.
    ///
    /// The left side must be a complete expression of numbers with `+ − × ÷ %` or the word mod, the right side one
    /// number. A right side with k decimals is taken as rounded to k decimals, a whole one as exact unless the left
    /// side divides. Numbers may have a currency's sign; with units behind them (`28 kg + 5 kg = 33 kg`), a per cent sign
    /// behind the result or `≈`, only an equality that holds is one, as others may be meant otherwise. Anything else
    /// (letters, open brackets, code) is not a claim.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> StatedEquality? {
        let sign = bytes[position] == UInt8(ascii: "=") ? 1 : 3
        guard let left = LeftSide.read(bytes, before: position, reach: reach) else { return nil }
        var right = position + sign
        let high = min(bytes.count, right + reach)
        while right < high, SumParser.isBlank(bytes, right, high) || isSet(bytes[right]) { right += 1 }
        guard let stated = SumParser.number(bytes, at: right, end: high), stated.end < high || high == bytes.count
        else { return nil }
        // Beside `1.250,5`, `2.251` may be two thousand.
        let isUnclear =
            stated.decimals == 3
            && (left.start..<position).contains { NumberScan.decimalComma(bytes, $0, position) != nil }
        if isUnclear, NumberScan.decimalComma(bytes, right, high) == nil { return nil }
        let isShare = stated.end < bytes.count && bytes[stated.end] == UInt8(ascii: "%")
        guard isShare || !goesOn(bytes, after: stated.end) else { return nil }
        var half = stated.decimals > 0 || left.divides || sign > 1 ? 0.5 : 0
        for _ in 0..<stated.decimals { half /= 10 }
        let holds =
            agree(left.value, stated.value, half) || isShare && agree(100 * left.value, stated.value, max(half, 0.5))
        guard holds || !(isShare || left.hasUnits || sign > 1) else { return nil }
        return StatedEquality(holds: holds, range: left.start..<stated.end)
    }

    /// Reads the equality whose result stands before the `=` at `position` (`28 = 2 × 14`); `nil` when it does not hold,
    /// as a number before `=` may be a label.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, of result: Range<Int>, at position: Int) -> StatedEquality? {
        guard let stated = SumParser.number(bytes, at: result.lowerBound, end: position),
            stated.end == result.upperBound,
            let right = SumParser.longest(bytes, at: position + 1, end: min(bytes.count, position + reach)),
            agree(right.value, stated.value, 0)
        else { return nil }
        return StatedEquality(holds: true, range: result.lowerBound..<right.end)
    }

    private static func agree(_ a: Double, _ b: Double, _ half: Double) -> Bool {
        abs(a - b) <= half + 1e-9 * max(1, abs(a))
    }

    /// Whether a number is part of something larger: an operator, a bracket or a name follows.
    private static func goesOn(_ bytes: UnsafeBufferPointer<UInt8>, after end: Int) -> Bool {
        if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\\") { return !closesFormula(bytes[end + 1]) }
        if end < bytes.count, joins(bytes[end]) { return true }
        var after = end
        while after < bytes.count, bytes[after] == UInt8(ascii: " ") { after += 1 }
        guard after < bytes.count else { return false }
        if isEmphasis(bytes, end) { return false }
        return bytes[after] == UInt8(ascii: "(") || SumParser.symbol(bytes, after, bytes.count) != nil
    }

    /// Whether a byte behind a backslash ends a formula (`= 33\)`).
    private static func closesFormula(_ c: UInt8) -> Bool { c == UInt8(ascii: ")") || c == UInt8(ascii: "]") }

    /// Whether two asterisks end here what two began before the number (`= **33**`).
    private static func isEmphasis(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        at + 1 < bytes.count && bytes[at] == UInt8(ascii: "*") && bytes[at + 1] == UInt8(ascii: "*")
    }

    /// Whether a byte may stand between `=` and the result: a currency's sign or emphasis.
    private static func isSet(_ c: UInt8) -> Bool { c == UInt8(ascii: "$") || c == UInt8(ascii: "*") }

    /// Whether a byte next to a side makes it part of something larger (`x1 + 2 = 5`, `3 = 4x`).
    static func joins(_ c: UInt8) -> Bool {
        switch c {
        case UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "]"),
            UInt8(ascii: "}"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"),
            UInt8(ascii: "'"), UInt8(ascii: "\""):
            true
        default: WordScan.isLetter(c) || WordScan.isDigit(c)
        }
    }
}
