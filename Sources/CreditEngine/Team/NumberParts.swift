/// What may follow the first digits of a number.
extension NumberScanner {
    /// Adds the groups of three that follow the first digits of a number.
    mutating func appendGroups(to text: inout String, start: Int) {
        guard (1...3).contains(at - start) else { return }
        while let length = separator(), (1...3).allSatisfy({ isDigit(at + length + $0 - 1) }), !isDigit(at + length + 3)
        {
            at += length
            text += digits()
        }
    }

    /// The length of what may stand between groups of three, here; a plain space may do so where it cannot part numbers.
    private func separator() -> Int? {
        if byte(at) == UInt8(ascii: ",") { return 1 }
        if byte(at) == 32, joinsSpaces || byte(at + 1) == UInt8(ascii: "0") { return 1 }
        if holds("\u{A0}", at) { return 2 }
        return holds("\u{2009}", at) || holds("\u{202F}", at) ? 3 : nil
    }

    /// The power of ten that follows: `e23`, `× 10^23`, `\times 10^{23}`, `·10²³`.
    mutating func exponent() -> String? {
        let start = at
        if byte(at) | 32 == UInt8(ascii: "e") {
            at += 1
            if let power = signedDigits(), !isLetter(at) { return power }
        } else {
            while byte(at) == 32 { at += 1 }
            for times: StaticString in ["\u{D7}", "\u{B7}", "\\times", "\\cdot", "*", "x"] where holds(times, at) {
                at += times.utf8CodeUnitCount
                break
            }
            while byte(at) == 32 { at += 1 }
            let isTimes = bytes[start..<at].contains { $0 != 32 }
            if isTimes, holds("10", at) {
                at += 2
                if let power = self.power() { return power }
            }
        }
        at = start
        return nil
    }

    /// The exponent that follows at once: `^2`, `^{-2}`, `**2`, `²`.
    mutating func power() -> String? {
        let start = at
        if byte(at) == UInt8(ascii: "^") || holds("**", at) {
            at += byte(at) == UInt8(ascii: "^") ? 1 : 2
            let isBraced = byte(at) == UInt8(ascii: "{")
            if isBraced { at += 1 }
            if let power = signedDigits(), !isBraced || byte(at) == UInt8(ascii: "}") {
                if isBraced { at += 1 }
                return power
            }
            at = start
            return nil
        }
        let raised: [StaticString] = [
            "\u{2070}", "\u{B9}", "\u{B2}", "\u{B3}", "\u{2074}", "\u{2075}", "\u{2076}", "\u{2077}", "\u{2078}",
            "\u{2079}",
        ]
        var power = ""
        if holds("\u{207B}", at) {
            power = "-"
            at += 3
        }
        while let digit = raised.firstIndex(where: { holds($0, at) }) {
            power += "\(digit)"
            at += raised[digit].utf8CodeUnitCount
        }
        if Int(power) != nil { return power }
        at = start
        return nil
    }

    private mutating func signedDigits() -> String? {
        let isNegative = byte(at) == UInt8(ascii: "-")
        guard isDigit(isNegative || byte(at) == UInt8(ascii: "+") ? at + 1 : at) else { return nil }
        if !isDigit(at) { at += 1 }
        return (isNegative ? "-" : "") + digits()
    }

    /// `/4` here, and what the number is divided by.
    mutating func fraction() -> (shown: String, by: Double)? {
        guard byte(at) == UInt8(ascii: "/"), isDigit(at + 1) else { return nil }
        at += 1
        let bottom = digits()
        return Double(bottom).map { ("/" + bottom, $0) }
    }

    /// ` 1/2` here, behind a whole number.
    mutating func mixedPart() -> (shown: String, share: Double)? {
        let start = at
        guard byte(at) == 32, isDigit(at + 1) else { return nil }
        at += 1
        let top = digits()
        if let (shown, by) = fraction(), let part = Double(top), part < by { return (top + shown, part / by) }
        at = start
        return nil
    }

    /// A number to a whole power; `nil` where the power is none.
    func raised(_ base: Double, _ power: Double) -> Double? {
        guard power.magnitude <= 1_000, power.rounded() == power else { return nil }
        let result = (0..<Int(power.magnitude)).reduce(1.0) { value, _ in value * base }
        return power < 0 ? 1 / result : result
    }
}
