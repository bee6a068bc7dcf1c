/// Numbers in words, the same in every locale.
enum Decimal {
    /// A number with a fixed count of digits behind the point, halves rounded away from 0: `12.5`.
    static func text(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((abs(value) * scale).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard digits > 0 else { return sign + String(whole) }
        let text = String(whole)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
    }

    /// A number with its sign always written, `±` for one that is 0 as printed: `+0.45`, `−0.12`.
    static func signed(_ value: Double, _ digits: Int) -> String {
        let words = text(abs(value), digits)
        guard words.contains(where: { "123456789".contains($0) }) else { return "±" + words }
        return (value < 0 ? "−" : "+") + words
    }
}
