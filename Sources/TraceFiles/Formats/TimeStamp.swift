/// Points in time as logs and span files write them, in nanoseconds since 1970.
enum TimeStamp {
    /// A count of nanoseconds, as a number or as a decimal string; `nil` for 0 and for anything else.
    static func nanoseconds(_ node: JSONNode?) -> Int? {
        guard let node else { return nil }
        let value =
            node.integer ?? node.string.flatMap { Int($0) } ?? node.double.flatMap { Int(exactly: $0.rounded()) }
        return value.flatMap { $0 > 0 ? $0 : nil }
    }

    /// ISO 8601 (`2026-11-29T02:57:11.665494+00:00`, with a blank for the `T`, without a zone), or a count of seconds,
    /// milliseconds, microseconds or nanoseconds since 1970, told apart by their sizes.
    static func moment(_ node: JSONNode?) -> Int? {
        guard let node else { return nil }
        if let text = node.string { return iso(text) ?? Double(text).flatMap(scaled) }
        return node.double.flatMap(scaled)
    }

    /// A point in time by the clock on the wall; `nil` for what is before the year 2000, as counts from a start of their
    /// own are.
    static func clock(_ nanoseconds: Int?) -> Int? {
        nanoseconds.flatMap { $0 >= 946_684_800_000_000_000 ? $0 : nil }
    }

    /// The point in time of a field of any of the forms that `moment` reads, by the clock on the wall.
    static func clock(_ node: JSONNode?) -> Int? { clock(moment(node)) }

    private static func scaled(_ value: Double) -> Int? {
        guard value > 0, value.isFinite else { return nil }
        let factor = value < 1e11 ? 1e9 : value < 1e14 ? 1e6 : value < 1e17 ? 1e3 : 1
        let nanoseconds = value * factor
        return nanoseconds < 9e18 ? Int(nanoseconds) : nil
    }

    /// Seconds since 1970: a number as text in whatever unit, or ISO 8601; `nil` for anything else.
    static func seconds(_ text: String) -> Double? {
        if let number = Double(text) { return number.isFinite ? number : nil }
        return iso(text).map { Double($0 / 1_000_000_000) + Double($0 % 1_000_000_000) / 1e9 }
    }

    /// ISO 8601 text.
    static func iso(_ text: String) -> Int? {
        var numbers: [Int] = []
        var digits: [UInt8] = []
        var fraction: [UInt8] = []
        var (inFraction, zone, sign) = (false, 0, 0)
        func close() {
            guard !digits.isEmpty else { return }
            numbers.append(digits.prefix(9).reduce(0) { $0 * 10 + Int($1 - 48) })
            digits = []
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if inFraction { fraction.append(byte) } else { digits.append(byte) }
            case UInt8(ascii: "."), UInt8(ascii: ","):
                close()
                inFraction = true
            case UInt8(ascii: "+") where numbers.count >= 4, UInt8(ascii: "-") where numbers.count >= 4 || inFraction:
                close()
                (inFraction, sign) = (false, byte == UInt8(ascii: "+") ? 1 : -1)
                zone = numbers.count
            case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " "): close()
            case UInt8(ascii: "Z"), UInt8(ascii: "z"): close()
            default: return nil
            }
        }
        close()
        guard numbers.count >= 5, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]),
            (1...9999).contains(numbers[0])
        else { return nil }
        let clock = sign == 0 ? numbers : Array(numbers.prefix(zone))
        let offset = sign == 0 ? [] : Array(numbers.dropFirst(zone))
        // Runs were recorded after 1970, and 64 bits of nanoseconds end in 2262; hours, minutes, seconds and zones have two
        // digits, or four.
        guard clock.count >= 4, (1970..<2262).contains(clock[0]), clock.dropFirst(3).allSatisfy({ $0 < 100 }),
            offset.allSatisfy({ $0 < 10_000 })
        else { return nil }
        var minutes = offset.first ?? 0
        // `+0200` has no colon.
        minutes = minutes > 99 ? (minutes / 100) * 60 + minutes % 100 : minutes * 60 + (offset.dropFirst().first ?? 0)
        let seconds =
            days(clock[0], clock[1], clock[2]) * 86_400 + clock[3] * 3600 + (clock.count > 4 ? clock[4] : 0) * 60
            + (clock.count > 5 ? clock[5] : 0) - sign * minutes * 60
        let padded = fraction.prefix(9) + Array(repeating: UInt8(ascii: "0"), count: max(0, 9 - fraction.count))
        return seconds * 1_000_000_000 + padded.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Days from 1970-01-01 (proleptic Gregorian; Hinnant, "chrono-compatible low-level date algorithms").
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let ofEra = y - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
