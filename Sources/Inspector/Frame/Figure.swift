/// Numbers as the screens write them; the same in every locale.
enum Figure {
    /// A count with thousands separators: `1,801`.
    static func count(_ n: Int) -> String {
        let digits = String(n.magnitude)
        var out = ""
        for (i, c) in digits.enumerated() {
            if i > 0, (digits.count - i) % 3 == 0 { out.append(",") }
            out.append(c)
        }
        return n < 0 ? "−" + out : out
    }

    /// A count with its noun, one or many: `1 bad line`, `3 bad lines`.
    static func count(_ n: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(n)) \(n == 1 ? one : many ?? one + "s")"
    }

    /// A figure in [−1,1] to two places without the leading zero: `.58`, `−.05`, `1.0`; larger ones short.
    static func share(_ x: Double) -> String {
        guard x.isFinite else { return x.isNaN ? "?" : x > 0 ? "∞" : "−∞" }
        guard abs(x) < 9.995 else { return general(x) }
        let hundredths = Int((abs(x) * 100).rounded())
        let sign = x < 0 && hundredths > 0 ? "−" : ""
        if hundredths == 100 { return sign + "1.0" }
        let whole = hundredths / 100
        return sign + (whole > 0 ? String(whole) : "") + "." + padded(hundredths % 100)
    }

    /// A figure to a fixed number of places: `0.40`.
    static func fixed(_ x: Double, places: Int) -> String {
        guard x.isFinite, abs(x) < 1e12 else { return x.isNaN ? "?" : general(x) }
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((abs(x) * Double(scale)).rounded())
        let sign = x < 0 && scaled > 0 ? "−" : ""
        guard places > 0 else { return sign + count(scaled) }
        let rest = String(scaled % scale)
        return sign + count(scaled / scale) + "." + String(repeating: "0", count: places - rest.count) + rest
    }

    /// Any figure, short: whole numbers whole, others to three significant places.
    static func general(_ x: Double) -> String {
        guard x.isFinite else { return x.isNaN ? "?" : x > 0 ? "∞" : "−∞" }
        if x == x.rounded(), abs(x) < 1e12 { return count(Int(x)) }
        if abs(x) >= 1e12 || abs(x) < 0.001 { return "\(x)" }
        var text = fixed(x, places: abs(x) >= 100 ? 0 : abs(x) >= 10 ? 1 : abs(x) >= 1 ? 2 : 3)
        while text.contains("."), text.last == "0" || text.last == "." { text.removeLast() }
        return text
    }

    /// US dollars: `$0.31`.
    static func dollars(_ x: Double) -> String {
        x > 0 && x < 0.005 ? "<$.01" : "$" + fixed(x, places: 2)
    }

    /// Seconds: `0.4 s`.
    static func seconds(_ x: Double) -> String {
        fixed(x, places: x < 100 ? 1 : 0) + " s"
    }

    /// A signed figure to two places, its sign always written: `−.40`, `+.15`.
    static func signed(_ x: Double) -> String {
        let text = share(x)
        return text.hasPrefix("−") || text == ".00" || text == "?" ? text : "+" + text
    }

    /// A span of time: `0:41`, `2:10:00`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        let whole = Int(max(0, seconds).rounded(.up))
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, padded(whole % 60))
        return hours > 0 ? "\(hours):\(padded(minutes)):\(rest)" : "\(minutes):\(rest)"
    }

    private static func padded(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
