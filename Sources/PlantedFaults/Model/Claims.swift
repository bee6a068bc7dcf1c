/// The values that a conversation states for the names of a worksheet; the last statement holds.
///
/// A statement is a name, a connector (` = `, `: `, ` is `) and a number, or a name and an equation whose result counts; in
/// languages that put the value first, a number, a connector and a name.
struct Claims: Sendable {
    /// By position in `Worksheet.names`.
    private(set) var values: [Int?]

    init(reading text: [UInt8], names: [[UInt8]], in phrases: Phrasebook) {
        let (connectors, behind) = (phrases.connectors, phrases.connectorsBehind)
        values = Array(repeating: nil, count: names.count)
        var pending: Int?
        var i = 0
        while i < text.count {
            guard text[i] >= 48, text[i] <= 57 else {
                if text[i] == 0x0A { pending = nil }
                i += 1
                continue
            }
            let negative = i > 0 && text[i - 1] == 0x2D && (i < 2 || !Self.isDigit(text[i - 2]))
            let start = negative ? i - 1 : i
            var number = 0
            while i < text.count, Self.isDigit(text[i]) {
                number = number > 1_000_000_000_000 ? number : number * 10 + Int(text[i] - 48)
                i += 1
            }
            if let name = Self.name(after: i, in: text, names: names, connectors: behind) {
                values[name] = negative ? -number : number
                continue
            }
            let named = Self.name(before: start, in: text, names: names, connectors: connectors)
            if Self.operatorFollows(i, in: text) {
                pending = named ?? pending
            } else if let name = named {
                values[name] = negative ? -number : number
                pending = nil
            } else if let name = pending, start >= 2, text[start - 1] == 0x20, text[start - 2] == 0x3D {
                values[name] = negative ? -number : number
                pending = nil
            }
        }
    }

    /// The longest name that ends, with a connector, right before a number.
    private static func name(before end: Int, in text: [UInt8], names: [[UInt8]], connectors: [[UInt8]]) -> Int? {
        for connector in connectors where text.holds(connector, endingAt: end) {
            let place = end - connector.count
            guard place > 0 else { continue }
            let last = text[place - 1]
            var best: Int?
            var length = 0
            var index = 0
            while index < names.count {
                if names[index].last == last, names[index].count > length, text.holds(names[index], endingAt: place) {
                    (best, length) = (index, names[index].count)
                }
                index += 1
            }
            if best != nil { return best }
        }
        return nil
    }

    /// The longest name that stands, as a whole, with a connector right behind a number.
    private static func name(after start: Int, in text: [UInt8], names: [[UInt8]], connectors: [[UInt8]]) -> Int? {
        for connector in connectors where text.holds(connector, endingAt: start + connector.count) {
            let place = start + connector.count
            var best: Int?
            for (index, name) in names.enumerated() where name.count > (best.map { names[$0].count } ?? 0) {
                let end = place + name.count
                guard text.holds(name, endingAt: end), end == text.count || !isLetter(text[end]) else { continue }
                best = index
            }
            if best != nil { return best }
        }
        return nil
    }

    /// Whether a number is the left or middle part of an equation: ` ×`, ` +`, ` -`, ` * `, ` mod`, ` %`, ` /`.
    private static func operatorFollows(_ place: Int, in text: [UInt8]) -> Bool {
        guard place + 2 < text.count, text[place] == 0x20 else { return false }
        switch text[place + 1] {
        case 0x2B, 0x2D, 0x2A, 0x25, 0x2F: return text[place + 2] == 0x20
        case 0xC3: return text[place + 2] == 0x97
        case 0x6D: return text[place + 2] == 0x6F
        default: return false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte >= 0x80 }
}

extension [UInt8] {
    /// Whether a text ends right before a place.
    fileprivate func holds(_ needle: [UInt8], endingAt end: Int) -> Bool {
        guard needle.count <= end, end <= count, let last = needle.last, self[end - 1] == last else { return false }
        let start = end - needle.count
        var i = 0
        while i < needle.count {
            if self[start + i] != needle[i] { return false }
            i += 1
        }
        return true
    }
}
