internal import Foundation

/// How long a server asks us to wait.
enum RetryAfter {
    /// Milliseconds from now; `nil` when no header says, or none that can be understood or that lies ahead.
    ///
    /// - Parameters:
    ///   - headers: by names in lower case.
    ///   - now: seconds since 1970.
    static func milliseconds(in headers: [String: String], now: Double) -> Double? {
        let waits = [
            headers["retry-after-ms"].flatMap(number),
            headers["retry-after"].flatMap(number).map { $0 * 1_000 },
            headers["retry-after"].flatMap(date).map { ($0 - now) * 1_000 },
        ]
        return waits.compactMap { $0 }.first { $0 > 0 }
    }

    private static func number(_ text: String) -> Double? {
        guard let value = Double(text.trimmingCharacters(in: .whitespaces)), value.isFinite else { return nil }
        return value
    }

    /// The three forms of RFC 9110, 5.6.7, as seconds since 1970.
    private static func date(_ text: String) -> Double? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        for format in ["EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM d HH:mm:ss yyyy"] {
            formatter.dateFormat = format
            if let date = formatter.date(from: text.trimmingCharacters(in: .whitespaces)) {
                return date.timeIntervalSince1970
            }
        }
        return nil
    }
}
