/// Arithmetic equalities that a text states, such as `17 % 5 = 3`.
enum Arithmetic {
    /// A stated equality that does not hold.
    struct Falsehood: Equatable {
        /// The UTF-8 byte range of the whole equality.
        var range: Range<Int>
    }

    /// The most bytes that either side may take.
    private static let reach = 80

    /// Checks the equality around the `=` at `position`; `nil` when there is none or when it holds.
    ///
    /// The left side must be a complete sum, product or remainder of numbers, the right side one number; a right side
    /// with k decimals is taken as rounded to k. Anything else (letters, brackets left open, code) is not a claim.
    static func falsehood(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Falsehood? {
        let low = max(0, position - reach)
        var start = position
        var hasOperator = false
        while start > low, isSumByte(bytes[start - 1]) {
            start -= 1
            if isOperator(bytes[start]) { hasOperator = true }
        }
        guard hasOperator, start > low || low == 0 else { return nil }
        while start < position, bytes[start] == UInt8(ascii: " ") { start += 1 }
        if start > 0, joins(bytes[start - 1]) { return nil }
        var parser = SumParser(bytes: bytes, at: start, end: position)
        guard let left = parser.whole(), left.isFinite else { return nil }
        var right = position + 1
        let high = min(bytes.count, right + reach)
        while right < high, bytes[right] == UInt8(ascii: " ") || bytes[right] == UInt8(ascii: "$") { right += 1 }
        guard let stated = SumParser.number(bytes, at: right, end: high), stated.end < high || high == bytes.count
        else { return nil }
        var after = stated.end
        while after < bytes.count, bytes[after] == UInt8(ascii: " ") { after += 1 }
        if after < bytes.count, isOperator(bytes[after]) || bytes[after] == UInt8(ascii: "(") { return nil }
        if stated.end < bytes.count, joins(bytes[stated.end]) { return nil }
        let half = 0.5 * (0..<stated.decimals).reduce(1.0) { x, _ in x / 10 }
        let slack = (stated.decimals == 0 ? 0 : half) + 1e-9 * max(1, abs(left))
        return abs(left - stated.value) <= slack + (stated.decimals == 0 ? 1e-9 : 0)
            ? nil : Falsehood(range: start..<stated.end)
    }

    private static func isOperator(_ c: UInt8) -> Bool {
        c == UInt8(ascii: "+") || c == UInt8(ascii: "-") || c == UInt8(ascii: "*") || c == UInt8(ascii: "/")
            || c == UInt8(ascii: "%")
    }

    private static func isSumByte(_ c: UInt8) -> Bool {
        WordScan.isDigit(c) || isOperator(c) || c == UInt8(ascii: " ") || c == UInt8(ascii: ".")
            || c == UInt8(ascii: ",") || c == UInt8(ascii: "(") || c == UInt8(ascii: ")")
    }

    /// Whether a byte next to a side makes it part of something larger (`x1 + 2 = 5`, `3 = 4x`).
    private static func joins(_ c: UInt8) -> Bool {
        WordScan.isWordByte(c) || c == UInt8(ascii: "_") || c == UInt8(ascii: "^") || c == UInt8(ascii: "\\")
            || c == UInt8(ascii: "%") || c == UInt8(ascii: "]") || c == UInt8(ascii: "}") || c == UInt8(ascii: "=")
            || c == UInt8(ascii: "<") || c == UInt8(ascii: ">") || c == UInt8(ascii: "!")
    }
}

/// Reads sums of numbers: `+ -`, then `* / %`, brackets; 16 brackets deep at most.
struct SumParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at: Int
    private let end: Int
    private var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int) {
        self.bytes = bytes
        self.at = at
        self.end = end
    }

    /// The value of the whole range; `nil` when it is not one complete expression with an operator.
    mutating func whole() -> Double? {
        guard let value = sum() else { return nil }
        skip()
        return at == end ? value : nil
    }

    private mutating func skip() {
        while at < end, bytes[at] == UInt8(ascii: " ") { at += 1 }
    }

    private mutating func take(_ c: Unicode.Scalar) -> Bool {
        skip()
        guard at < end, bytes[at] == UInt8(ascii: c) else { return false }
        at += 1
        return true
    }

    private mutating func sum() -> Double? {
        guard var value = product() else { return nil }
        while true {
            if take("+") {
                guard let next = product() else { return nil }
                value += next
            } else if take("-") {
                guard let next = product() else { return nil }
                value -= next
            } else {
                return value
            }
        }
    }

    private mutating func product() -> Double? {
        guard var value = atom() else { return nil }
        while true {
            if take("*") {
                guard let next = atom() else { return nil }
                value *= next
            } else if take("/") {
                guard let next = atom(), next != 0 else { return nil }
                value /= next
            } else if take("%") {
                guard let next = atom(), next > 0, value >= 0 else { return nil }
                value = value.truncatingRemainder(dividingBy: next)
            } else {
                return value
            }
        }
    }

    private mutating func atom() -> Double? {
        if take("(") {
            depth += 1
            guard depth <= 16, let value = sum(), take(")") else { return nil }
            depth -= 1
            return value
        }
        skip()
        guard let number = Self.number(bytes, at: at, end: end) else { return nil }
        at = number.end
        return number.value
    }

    /// The decimal number that starts at `at`, a sign included; up to 15 digits, so it is exact.
    static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int
    ) -> (value: Double, decimals: Int, end: Int)? {
        var i = at
        let negative = i < end && bytes[i] == UInt8(ascii: "-")
        if negative { i += 1 }
        var digits: Int64 = 0
        var count = 0
        var decimals = 0
        var inFraction = false
        while i < end {
            let c = bytes[i]
            if WordScan.isDigit(c) {
                guard count < 15 else { return nil }
                digits = digits * 10 + Int64(c - 48)
                count += 1
                if inFraction { decimals += 1 }
            } else if c == UInt8(ascii: "."), !inFraction, count > 0, i + 1 < end, WordScan.isDigit(bytes[i + 1]) {
                inFraction = true
            } else if c == UInt8(ascii: ","), !inFraction, count > 0, i + 3 < end, WordScan.isDigit(bytes[i + 1]),
                WordScan.isDigit(bytes[i + 2]), WordScan.isDigit(bytes[i + 3]),
                i + 4 >= end || !WordScan.isDigit(bytes[i + 4])
            {
                // a thousands separator
            } else {
                break
            }
            i += 1
        }
        guard count > 0 else { return nil }
        let scale = (0..<decimals).reduce(1.0) { x, _ in x * 10 }
        let value = Double(digits) / scale
        return (negative ? -value : value, decimals, i)
    }
}
