/// Finds numbers in bytes of UTF-8.
struct NumberScanner {
    /// A number and its place.
    struct Found {
        var number: WrittenNumber
        var range: Range<Int>
    }

    let bytes: [UInt8]
    let joinsSpaces: Bool
    var at = 0

    init(bytes: [UInt8], joinsSpaces: Bool) {
        (self.bytes, self.joinsSpaces) = (bytes, joinsSpaces)
    }

    /// The next number; `nil` at the end.
    mutating func next() -> Found? {
        while at < bytes.count {
            guard isStart(at) else {
                at += 1
                continue
            }
            let start = at
            let number = latexFraction() ?? plainNumber()
            // The digits of an index, as in `x_1`, are part of a name.
            if start > 0, bytes[start - 1] == UInt8(ascii: "_") { continue }
            return Found(number: number, range: start..<at)
        }
        return nil
    }

    /// Whether only white space stands in a range.
    func isBlank(_ range: Range<Int>, orPoint: Bool = false) -> Bool {
        bytes[range].allSatisfy { $0 == 32 || (9...13).contains($0) || orPoint && $0 == UInt8(ascii: ".") }
    }

    /// The same numbers; those of a tuple or list in brackets have no value.
    func withoutTuples(_ found: [Found]) -> [Found] {
        var found = found
        for index in found.indices.dropLast() {
            let (range, next) = (found[index].range, found[index + 1].range)
            let between = bytes[range.upperBound..<next.lowerBound].filter { $0 != 32 && $0 != UInt8(ascii: "-") }
            guard between == [UInt8(ascii: ",")] || between == [UInt8(ascii: ";")] else { continue }
            let before = bytes[..<range.lowerBound].last { $0 != 32 && $0 != UInt8(ascii: "-") }
            let isFirst = before.map { [UInt8]("([{".utf8).contains($0) } ?? false
            guard isFirst || index > 0 && found[index].number.value == nil else { continue }
            found[index].number.value = nil
            found[index + 1].number.value = nil
        }
        return found
    }

    func byte(_ place: Int) -> UInt8 { bytes.indices.contains(place) ? bytes[place] : 0 }
    func isDigit(_ place: Int) -> Bool { (48...57).contains(byte(place)) }
    func isLetter(_ place: Int) -> Bool { (97...122).contains(byte(place) | 32) }
    func holds(_ text: StaticString, _ place: Int) -> Bool {
        text.withUTF8Buffer { place >= 0 && bytes[min(place, bytes.count)...].starts(with: $0) }
    }

    private func isStart(_ place: Int) -> Bool {
        if isDigit(place) { return true }
        if byte(place) == UInt8(ascii: ".") { return isDigit(place + 1) && !isLetter(place - 1) }
        return holds("\\frac{", place) || holds("\\dfrac{", place)
    }

    /// `\frac{3}{4}` here.
    private mutating func latexFraction() -> WrittenNumber? {
        guard byte(at) == UInt8(ascii: "\\") else { return nil }
        let (start, sign) = (at, self.sign(before: at))
        while byte(at) != UInt8(ascii: "{") { at += 1 }
        at += 1
        guard let top = bracedInteger(), byte(at) == UInt8(ascii: "{") else { return unread(from: start) }
        at += 1
        guard let bottom = bracedInteger() else { return unread(from: start) }
        let value = Double(sign + top).flatMap { top in Double(bottom).map { top / $0 } }
        return WrittenNumber(text: "\(sign)\(top)/\(bottom)", value: finite(value))
    }

    /// The digits up to a closing brace, which is passed.
    private mutating func bracedInteger() -> String? {
        let text = digits()
        guard !text.isEmpty, byte(at) == UInt8(ascii: "}") else { return nil }
        at += 1
        return text
    }

    private mutating func unread(from start: Int) -> WrittenNumber {
        at = max(at, start + 1)
        return WrittenNumber(text: String(decoding: bytes[start..<at], as: UTF8.self), value: nil)
    }

    private mutating func plainNumber() -> WrittenNumber {
        let start = at
        let sign = self.sign(before: at)
        let isRaised = byte(at - 1) == UInt8(ascii: "^") || holds("^{", at - 2)
        var text = sign + digits()
        appendGroups(to: &text, start: start)
        if byte(at) == UInt8(ascii: "."), isDigit(at + 1) {
            at += 1
            text += "." + digits()
        }
        var value = Double(text)
        if let power = exponent() {
            text += "e\(power)"
            value = Double(text)
        } else if let power = self.power() {
            text += "^\(power)"
            value = value.flatMap { base in Double(power).flatMap { raised(base, $0) } }
        } else if let (shown, share) = fraction() {
            text += shown
            value = value.map { $0 / share }
        } else if !text.contains("."), let (shown, share) = mixedPart() {
            text += " " + shown
            value = value.map { sign.isEmpty ? $0 + share : $0 - share }
        }
        var isOne = !isRaised
        // A date, a time, a version and the like go on with digits behind a sign that no number has.
        while isJoined() {
            isOne = false
            at += 1
            _ = digits()
        }
        guard isOne else {
            return WrittenNumber(text: String(decoding: bytes[start..<at], as: UTF8.self), value: nil)
        }
        return WrittenNumber(text: text, value: finite(value))
    }

    private func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

    /// The digits here, which are passed.
    mutating func digits() -> String {
        let start = at
        while isDigit(at) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    /// The sign of a number that begins here: a minus that is no subtraction.
    private func sign(before place: Int) -> String {
        let isMinus = holds("\u{2212}", place - 3)
        guard byte(place - 1) == UInt8(ascii: "-") || isMinus else { return "" }
        let before = place - (isMinus ? 4 : 2)
        return isDigit(before) || isLetter(before) || byte(before) == UInt8(ascii: ")") ? "" : "-"
    }

    /// Whether digits follow here behind a sign that makes the whole no number.
    private func isJoined() -> Bool {
        guard isDigit(at + 1) else { return false }
        if [UInt8](".,:/".utf8).contains(byte(at)) { return true }
        guard byte(at) == UInt8(ascii: "-") else { return false }
        var end = at + 1
        while isDigit(end) { end += 1 }
        return byte(end) == UInt8(ascii: "-") && isDigit(end + 1) || isDate(before: at)
    }

    /// Whether the digits that end before a place belong to a date.
    private func isDate(before place: Int) -> Bool {
        var start = place
        while isDigit(start - 1) { start -= 1 }
        return byte(start - 1) == UInt8(ascii: "-") && isDigit(start - 2)
    }
}
