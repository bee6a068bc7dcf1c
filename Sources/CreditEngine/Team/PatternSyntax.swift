/// Why a pattern cannot be used.
public enum PatternError: Error, Equatable, CustomStringConvertible {
    /// The pattern is not one, or uses what is not offered; `at` counts characters from 1.
    case syntax(pattern: String, at: Int, reason: String)
    /// The pattern has too many steps.
    case tooLarge(pattern: String)

    /// One sentence that names the place and the way out.
    public var description: String {
        switch self {
        case .syntax(let pattern, let at, let reason): "the pattern '\(pattern)' \(reason) at character \(at)"
        case .tooLarge(let pattern): "the pattern '\(pattern)' has too many steps; use smaller repetition counts"
        }
    }
}

/// A part of a pattern.
indirect enum PatternPart {
    case scalars(ScalarSet)
    case sequence([PatternPart])
    case either([PatternPart])
    case repeated(PatternPart, from: Int, to: Int?)
    case textStart
    case textEnd
}

/// Some Unicode scalars.
struct ScalarSet {
    var ranges: [ClosedRange<UInt32>]
    var inverted = false

    func contains(_ scalar: UInt32) -> Bool {
        ranges.contains { $0.contains(scalar) } != inverted
    }

    static let any = ScalarSet(ranges: [10...10], inverted: true)
    static let digits = ScalarSet(ranges: [48...57])
    static let word = ScalarSet(ranges: [48...57, 65...90, 95...95, 97...122])
    static let space = ScalarSet(ranges: [9...13, 32...32])
}

/// Reads the text of a pattern.
struct PatternReader {
    /// The deepest nesting of groups.
    static let nestingLimit = 100

    let pattern: String
    private let scalars: [UInt32]
    private var index = 0
    private var depth = 0

    init(_ pattern: String) {
        self.pattern = pattern
        scalars = pattern.unicodeScalars.map(\.value)
    }

    private var next: UInt32? { index < scalars.count ? scalars[index] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar.value else { return false }
        index += 1
        return true
    }

    private func error(_ reason: String) -> PatternError { .syntax(pattern: pattern, at: index + 1, reason: reason) }

    /// The whole pattern.
    mutating func read() throws -> PatternPart {
        let part = try readEither()
        guard next == nil else { throw error("closes a group that is not open") }
        return part
    }

    private mutating func readEither() throws -> PatternPart {
        var parts = [try readSequence()]
        while take("|") { parts.append(try readSequence()) }
        return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func readSequence() throws -> PatternPart {
        var parts: [PatternPart] = []
        while let scalar = next, scalar != Unicode.Scalar("|").value, scalar != Unicode.Scalar(")").value {
            parts.append(try readCount(of: readOne()))
        }
        return .sequence(parts)
    }

    private mutating func readOne() throws -> PatternPart {
        if take("(") {
            depth += 1
            defer { depth -= 1 }
            guard depth <= Self.nestingLimit else { throw error("nests groups too deeply") }
            if take("?"), !take(":") { throw error("uses a kind of group that is not offered, only (…) and (?:…)") }
            let part = try readEither()
            guard take(")") else { throw error("leaves a group open") }
            return part
        }
        if take("[") { return .scalars(try readSet()) }
        if take(".") { return .scalars(.any) }
        if take("^") { return .textStart }
        if take("$") { return .textEnd }
        if take("\\") { return .scalars(try readEscape()) }
        guard let scalar = next, !"*+?{".unicodeScalars.contains(where: { $0.value == scalar }) else {
            throw error("repeats nothing")
        }
        index += 1
        return .scalars(ScalarSet(ranges: [scalar...scalar]))
    }

    private mutating func readCount(of part: PatternPart) throws -> PatternPart {
        var part = part
        while true {
            if take("*") {
                part = .repeated(part, from: 0, to: nil)
            } else if take("+") {
                part = .repeated(part, from: 1, to: nil)
            } else if take("?") {
                part = .repeated(part, from: 0, to: 1)
            } else if take("{") {
                let from = try readNumber()
                let to = take(",") ? (next == Unicode.Scalar("}").value ? nil : try readNumber()) : from
                guard take("}"), to ?? from >= from else { throw error("has a count that is not {n}, {n,} or {n,m}") }
                part = .repeated(part, from: from, to: to)
            } else {
                return part
            }
            // Only whether there is a match is asked, so a reluctant count is the same.
            _ = take("?")
        }
    }

    private mutating func readNumber() throws -> Int {
        var number = 0
        let start = index
        while let scalar = next, (48...57).contains(scalar), number < 10_000 {
            number = number * 10 + Int(scalar - 48)
            index += 1
        }
        guard index > start, number <= 1_000 else { throw error("has a count that is not a number up to 1000") }
        return number
    }

    private mutating func readEscape() throws -> ScalarSet {
        guard let scalar = next else { throw error("ends in a backslash") }
        index += 1
        switch scalar {
        case 100: return .digits
        case 68: return ScalarSet(ranges: ScalarSet.digits.ranges, inverted: true)
        case 119: return .word
        case 87: return ScalarSet(ranges: ScalarSet.word.ranges, inverted: true)
        case 115: return .space
        case 83: return ScalarSet(ranges: ScalarSet.space.ranges, inverted: true)
        case 110: return ScalarSet(ranges: [10...10])
        case 114: return ScalarSet(ranges: [13...13])
        case 116: return ScalarSet(ranges: [9...9])
        default:
            guard !ScalarSet.word.contains(scalar) else {
                index -= 1
                throw error(
                    "has an escape that is not offered, only \\d \\w \\s \\D \\W \\S \\n \\r \\t and \\ before a sign")
            }
            return ScalarSet(ranges: [scalar...scalar])
        }
    }

    private mutating func readSet() throws -> ScalarSet {
        var set = ScalarSet(ranges: [], inverted: take("^"))
        var first = true
        while first || next != Unicode.Scalar("]").value {
            first = false
            let low = try readSetScalar()
            guard !low.inverted else { throw error("has an inverted escape in a set, which is not offered") }
            let closes = index + 1 < scalars.count && scalars[index + 1] == Unicode.Scalar("]").value
            guard low.ranges.count == 1, low.ranges[0].count == 1, !closes, take("-") else {
                set.ranges += low.ranges
                continue
            }
            let high = try readSetScalar()
            guard high.ranges.count == 1, high.ranges[0].count == 1, !high.inverted,
                low.ranges[0].lowerBound <= high.ranges[0].lowerBound
            else { throw error("has a range that is not one") }
            set.ranges.append(low.ranges[0].lowerBound...high.ranges[0].lowerBound)
        }
        index += 1
        return set
    }

    private mutating func readSetScalar() throws -> ScalarSet {
        if take("\\") { return try readEscape() }
        guard let scalar = next else { throw error("leaves a set open") }
        index += 1
        return ScalarSet(ranges: [scalar...scalar])
    }
}
