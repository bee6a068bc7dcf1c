/// Numbers as ECMAScript's `ToString` writes them, which RFC 8785 asks for.
enum ECMAScriptNumber {
    /// The shortest text that reads back as the same number; throws `IdentityError.notFinite` for NaN and infinity.
    static func text(_ value: Double) throws -> String {
        guard value.isFinite else { throw IdentityError.notFinite }
        guard value != 0 else { return "0" }
        let (digits, point) = shortest(value.magnitude)
        return (value < 0 ? "-" : "") + layout(digits, point)
    }

    /// The shortest digits without leading or trailing zeros, and where the point is: 0.digits × 10^point.
    private static func shortest(_ value: Double) -> (digits: [UInt8], point: Int) {
        // Swift's description has the same shortest digits; only its layout differs.
        let parts = value.description.utf8.split(separator: UInt8(ascii: "e"), maxSplits: 1)
        let exponent = parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 : 0
        var digits: [UInt8] = []
        var point: Int?
        for byte in parts[0] {
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
        }
        var place = (point ?? digits.count) + exponent
        while digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            place -= 1
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, place)
    }

    /// ECMA-262, Number::toString, steps 6 to 11.
    private static func layout(_ digits: [UInt8], _ point: Int) -> String {
        let text = String(decoding: digits, as: UTF8.self)
        let count = digits.count
        switch point {
        case count...21 where count <= point: return text + String(repeating: "0", count: point - count)
        case 1...21: return "\(text.prefix(point)).\(text.dropFirst(point))"
        case -5...0: return "0." + String(repeating: "0", count: -point) + text
        default:
            let exponent = point - 1
            let mantissa = count == 1 ? text : "\(text.prefix(1)).\(text.dropFirst())"
            return mantissa + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
        }
    }
}
