/// Reads sums of numbers: `+ −`, then `× ÷ %` and the word mod, brackets; 16 brackets deep at most.
struct SumParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at: Int
    private let end: Int
    /// Whether a word may stand behind a number.
    private let takesUnits: Bool
    private var depth = 0
    private var operators = 0

    init(bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int, takesUnits: Bool = false) {
        self.bytes = bytes
        self.at = at
        self.end = end
        self.takesUnits = takesUnits
    }

    /// How two numbers are joined.
    enum Operator {
        case plus, minus, times, over, modulo
    }

    /// The value and the end of the longest expression with an operator that starts at `at`; `nil` when there is none, or
    /// when more of it follows that cannot be read.
    static func longest(_ bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int) -> (value: Double, end: Int)? {
        var parser = SumParser(bytes: bytes, at: at, end: end)
        guard let value = parser.sum(), value.isFinite, parser.operators > 0, parser.depth == 0 else { return nil }
        var last = parser.at
        while last > at, isBlank(bytes, last - 1, end) { last -= 1 }
        guard last < end || end == bytes.count, last == bytes.count || !StatedEquality.joins(bytes[last]) else {
            return nil
        }
        return (value, last)
    }

    /// The value of the whole range; `nil` when it is not one complete expression with an operator.
    mutating func whole() -> Double? {
        guard let value = sum() else { return nil }
        skip()
        return at == end && operators > 0 ? value : nil
    }

    private mutating func skip() {
        while at < end, Self.isBlank(bytes, at, end) { at += 1 }
    }

    /// Whether a byte is a space or part of one that does not break (U+00A0).
    static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
        switch bytes[at] {
        case 0x20: true
        case 0xC2: at + 1 < end && bytes[at + 1] == 0xA0
        case 0xA0: at > 0 && bytes[at - 1] == 0xC2
        default: false
        }
    }

    static func isOperator(_ c: UInt8) -> Bool {
        c == UInt8(ascii: "+") || c == UInt8(ascii: "-") || c == UInt8(ascii: "*") || c == UInt8(ascii: "/")
            || c == UInt8(ascii: "%")
    }

    /// The operator at a place with the bytes it takes.
    static func symbol(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> (Operator, Int)? {
        guard at < end else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "+"): return (.plus, 1)
        case UInt8(ascii: "-"): return (.minus, 1)
        case UInt8(ascii: "*"): return (.times, 1)
        case UInt8(ascii: "/"): return (.over, 1)
        case UInt8(ascii: "%"): return (.modulo, 1)
        default: break
        }
        for (text, symbol) in long where at + text.count <= end {
            if zip(text, bytes[at...]).allSatisfy({ $0 == $1 }) { return (symbol, text.count) }
        }
        return nil
    }

    /// `modulo` before `mod`, so the longer word is taken; the signs of TeX are those of formulas in answers.
    private static let long: [([UInt8], Operator)] = [
        (Array("modulo".utf8), .modulo), (Array("mod".utf8), .modulo), (Array("×".utf8), .times),
        (Array("·".utf8), .times), (Array("÷".utf8), .over), (Array("−".utf8), .minus),
        (Array("\\times".utf8), .times), (Array("\\cdot".utf8), .times), (Array("\\div".utf8), .over),
    ]

    /// The length of an operator of more than one byte that ends before `end`.
    static func longOperator(_ bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Int? {
        for (text, _) in long where end >= text.count {
            let start = end - text.count
            guard zip(text, bytes[start...]).allSatisfy({ $0 == $1 }) else { continue }
            // A word must stand alone: `mod`, not `period mod` cut out of `commod`.
            if WordScan.isLetter(text[0]), start > 0, WordScan.isLetter(bytes[start - 1]) { return nil }
            return text.count
        }
        return nil
    }

    private mutating func sum() -> Double? {
        guard var value = product() else { return nil }
        while true {
            skip()
            guard let (symbol, length) = Self.symbol(bytes, at, end), symbol == .plus || symbol == .minus else {
                return value
            }
            at += length
            operators += 1
            guard let next = product() else { return nil }
            value = symbol == .plus ? value + next : value - next
        }
    }

    private mutating func product() -> Double? {
        guard var value = atom() else { return nil }
        while true {
            skip()
            guard let (symbol, length) = Self.symbol(bytes, at, end), symbol != .plus, symbol != .minus else {
                return value
            }
            at += length
            operators += 1
            guard let next = atom() else { return nil }
            switch symbol {
            case .times: value *= next
            case .over:
                guard next != 0 else { return nil }
                value /= next
            default:
                guard next > 0, value >= 0 else { return nil }
                value = value.truncatingRemainder(dividingBy: next)
            }
        }
    }

    private mutating func atom() -> Double? {
        skip()
        if at < end, bytes[at] == UInt8(ascii: "(") {
            at += 1
            depth += 1
            guard depth <= 16, let value = sum() else { return nil }
            skip()
            guard at < end, bytes[at] == UInt8(ascii: ")") else { return nil }
            at += 1
            depth -= 1
            return value
        }
        while at < end, bytes[at] == UInt8(ascii: "$") { at += 1 }
        guard let number = Self.number(bytes, at: at, end: end) else { return nil }
        at = number.end
        if takesUnits { passUnit() }
        return number.value
    }

    /// Goes on behind a word behind a number, unless the word is an operator.
    private mutating func passUnit() {
        guard at + 1 < end, bytes[at] == UInt8(ascii: " "), Self.symbol(bytes, at + 1, end) == nil else { return }
        var word = at + 1
        while word < end, WordScan.isLetter(bytes[word]) { word += 1 }
        if word > at + 1 { at = word }
    }

    /// The decimal number that starts at `at`, a sign included; at most 15 digits, so it is exact.
    static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int
    ) -> (value: Double, decimals: Int, end: Int)? {
        var i = at
        let negative = i < end && bytes[i] == UInt8(ascii: "-")
        if negative { i += 1 }
        var digits: Int64 = 0
        var count = 0
        var decimals = 0
        var scale = 1.0
        var inFraction = false
        let comma = NumberScan.decimalComma(bytes, i, end)
        while i < end {
            let c = bytes[i]
            let wide = c == 0xEF ? NumberScan.wideDigit(bytes, i) : nil
            if let digit = wide ?? (WordScan.isDigit(c) ? c : nil) {
                guard count < 15 else { return nil }
                if wide != nil { i += 2 }
                digits = digits * 10 + Int64(digit - 48)
                count += 1
                if inFraction {
                    decimals += 1
                    scale *= 10
                }
            } else if let comma, i <= comma {
                inFraction = i == comma
            } else if c == UInt8(ascii: "."), !inFraction, count > 0, i + 1 < end, WordScan.isDigit(bytes[i + 1]) {
                inFraction = true
            } else if inFraction || count == 0 || !NumberScan.isThousands(bytes, i, end) {
                break
            }
            i += 1
        }
        guard count > 0 else { return nil }
        let value = Double(digits) / scale
        return (negative ? -value : value, decimals, i)
    }
}
