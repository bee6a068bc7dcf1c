/// Numbers in words for a person, the same in every locale.
public enum Numeral {
    /// A number with a fixed count of digits behind the point, halves rounded away from 0: `12.5`.
    public static func fixed(_ value: Double, _ digits: Int) -> String {
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
    public static func signed(_ value: Double, _ digits: Int) -> String {
        let words = fixed(abs(value), digits)
        guard words.contains(where: { "123456789".contains($0) }) else { return "±" + words }
        return (value < 0 ? "−" : "+") + words
    }

    /// A share as a percentage without digits behind the point: `45 %`.
    public static func percent(_ share: Double) -> String { fixed(100 * share, 0) + " %" }

    /// A count with its noun: `1 trace`, `2,345 traces`.
    public static func count(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// A number with commas between thousands.
    public static func grouped(_ count: Int) -> String {
        var digits = Array(String(count))
        var at = digits.count - 3
        while at > (count < 0 ? 1 : 0) {
            digits.insert(",", at: at)
            at -= 3
        }
        return String(digits)
    }
}
