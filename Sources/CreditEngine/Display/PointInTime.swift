/// Points in time as text, in UTC; a recording without a zone is read as UTC, so its times come back as they were.
public enum PointInTime {
    /// ISO 8601 to the millisecond; to the nanosecond where that takes more digits and `isExact` asks for them.
    ///
    /// - Parameter nanoseconds: since 1970, not negative.
    public static func iso(_ nanoseconds: Int, isExact: Bool = false) -> String {
        let (day, hour) = (date(nanoseconds), time(nanoseconds))
        let digits = isExact && nanoseconds % 1_000_000 != 0 ? 9 : 3
        return "\(day)T\(hour).\(padded(nanoseconds % 1_000_000_000, 9).prefix(digits))Z"
    }

    /// The day: `2030-01-31`.
    public static func date(_ nanoseconds: Int) -> String {
        // Civil from days (Hinnant, "chrono-compatible low-level date algorithms").
        let z = nanoseconds / 1_000_000_000 / 86_400 + 719_468
        let era = z / 146_097
        let ofEra = z - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * ofYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(ofYear - (153 * shifted + 2) / 5 + 1, 2))"
    }

    /// The time of day: `08:15:00`.
    public static func time(_ nanoseconds: Int) -> String {
        let second = nanoseconds / 1_000_000_000 % 86_400
        return "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
