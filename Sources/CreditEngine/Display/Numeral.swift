/// Numbers in words for a person, the same in every locale, in commands and on screens.
public enum Numeral {
    // MARK: counts

    /// A count with commas between thousands: `1,801`.
    public static func count(_ n: Int) -> String {
        let digits = String(n.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return n < 0 ? "−" + text : text
    }

    /// A count with its noun, one or many: `1 trace`, `2,345 traces`.
    public static func count(_ n: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(n)) \(n == 1 ? one : many ?? one + "s")"
    }

    // MARK: figures

    /// A figure with a fixed count of digits behind the point, halves rounded away from 0: `12.5`, `1,801.0`.
    public static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return value.isNaN ? "?" : general(value) }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard digits > 0 else { return sign + count(scaled) }
        let rest = String(scaled % scale)
        return sign + count(scaled / scale) + "." + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// A figure with its sign always written, `±` for one that is 0 as printed: `+0.45`, `−0.12`.
    public static func signed(_ value: Double, _ digits: Int) -> String {
        let words = fixed(abs(value), digits)
        guard words.contains(where: { "123456789".contains($0) }) else { return "±" + words }
        return (value < 0 ? "−" : "+") + words
    }

    /// An interval: `[0.05, 0.57]`.
    public static func interval(_ low: Double, _ high: Double, _ digits: Int) -> String {
        "[\(fixed(low, digits)), \(fixed(high, digits))]"
    }

    /// An interval of differences: `[+0.05, +0.57]`.
    public static func signedInterval(_ low: Double, _ high: Double, _ digits: Int) -> String {
        "[\(signed(low, digits)), \(signed(high, digits))]"
    }

    /// Any figure, short: whole numbers whole, others to three significant places.
    public static func general(_ x: Double) -> String {
        guard x.isFinite else { return x.isNaN ? "?" : x > 0 ? "∞" : "−∞" }
        if x == x.rounded(), abs(x) < 1e12 { return count(Int(x)) }
        if abs(x) >= 1e12 || abs(x) < 0.001 { return "\(x)" }
        var text = fixed(x, abs(x) >= 100 ? 0 : abs(x) >= 10 ? 1 : abs(x) >= 1 ? 2 : 3)
        while text.contains("."), text.last == "0" || text.last == "." { text.removeLast() }
        return text
    }

    /// A share as a percentage without digits behind the point: `45 %`.
    public static func percent(_ share: Double) -> String { fixed(100 * share, 0) + " %" }

    // MARK: figures of columns, without the leading zero

    /// A figure in [−1,1] to two places without the leading zero: `.58`, `−.05`, `1.0`; larger ones short.
    public static func share(_ x: Double) -> String {
        guard x.isFinite else { return x.isNaN ? "?" : x > 0 ? "∞" : "−∞" }
        guard abs(x) < 9.995 else { return general(x) }
        let hundredths = Int((abs(x) * 100).rounded())
        let sign = x < 0 && hundredths > 0 ? "−" : ""
        if hundredths == 100 { return sign + "1.0" }
        let whole = hundredths / 100
        return sign + (whole > 0 ? String(whole) : "") + "." + twoDigits(hundredths % 100)
    }

    /// A share with its sign always written: `−.40`, `+.15`.
    public static func signedShare(_ x: Double) -> String {
        let text = share(x)
        return text.hasPrefix("−") || text == ".00" || text == "?" ? text : "+" + text
    }

    /// An interval of shares: `[.05, .57]`.
    public static func shares(_ low: Double, _ high: Double) -> String { "[\(share(low)), \(share(high))]" }

    /// An interval of shares with their signs: `[+.05, +.57]`.
    public static func signedShares(_ low: Double, _ high: Double) -> String {
        "[\(signedShare(low)), \(signedShare(high))]"
    }

    /// A rate to three places: `.413`.
    public static func rate(_ x: Double) -> String {
        let text = fixed(x, 3)
        return text.hasPrefix("0") ? String(text.dropFirst()) : text
    }

    /// A difference of rates with its sign: `+.413`, `.000`.
    public static func signedRate(_ x: Double) -> String {
        let text = rate(abs(x))
        return text == ".000" ? text : (x < 0 ? "−" : "+") + text
    }

    /// A probability to four places at most, and never below `.0001`: `.31`, `.0125`, `.0002`.
    public static func probability(_ x: Double) -> String {
        guard x < 0.0995 else { return share(x) }
        var text = fixed(max(0.0001, x), 4).drop { $0 == "0" }
        while text.last == "0" { text.removeLast() }
        return String(text)
    }

    // MARK: money and time

    /// US dollars: `$0.31`; an amount that is too small for its digits is less than the smallest, and not nothing; what is no
    /// finite amount is not known.
    public static func dollars(_ x: Double, _ digits: Int = 2) -> String {
        guard x.isFinite else { return "$?" }
        if digits == 2 && x > 0 && x < 0.005 { return "<$.01" }
        return digits == 4 && x > 0 && x < 0.00005 ? "<$.0001" : "$" + fixed(x, digits)
    }

    /// Seconds: `0.4 s`; what is no finite time is not known.
    public static func seconds(_ x: Double) -> String { x.isFinite ? fixed(x, x < 100 ? 1 : 0) + " s" : "? s" }

    /// A span of time: `0:41`, `2:10:00`.
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        let whole = Int(max(0, seconds).rounded(.up))
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, twoDigits(whole % 60))
        return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(rest)" : "\(minutes):\(rest)"
    }

    private static func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
