/// Puts messages into the order of their time stamps, when every one of them has one.
struct TimeOrder: Sendable, Equatable {
    /// Seconds, or whatever unit the source counts in, by position in the file.
    private var times: [Double?] = []

    init() {}

    /// Notes the next message's time stamp.
    mutating func add(_ node: JSONNode?) {
        times.append(node.flatMap { $0.double ?? $0.string.flatMap(TimeStamp.seconds) })
    }

    /// Where each message comes by time: position in the file to rank; `nil` when the order of the file stands.
    var ranks: [Int]? {
        guard !times.isEmpty, !times.contains(where: { $0?.isFinite != true }) else { return nil }
        let order = times.indices.sorted { (times[$0] ?? 0, $0) < (times[$1] ?? 0, $1) }
        guard order != Array(times.indices) else { return nil }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, position) in order.enumerated() { ranks[position] = rank }
        return ranks
    }
}

/// Reads points in time as logs write them.
enum TimeStamp {
    /// Seconds since 1970: a number as text, or ISO 8601 (`2026-05-01T10:00:00.25+02:00`, a blank for the `T`, with or
    /// without a zone); `nil` for anything else.
    static func seconds(_ text: String) -> Double? {
        if let number = Double(text) { return number.isFinite ? number : nil }
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            range.reduce(0 as Int?) { sum, index in
                guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { return nil }
                return sum * 10 + Int(bytes[index] - UInt8(ascii: "0"))
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var at = 19
        var fraction = 0.0
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",") {
            at += 1
            var scale = 0.1
            while at < bytes.count, let digit = number(at..<at + 1) {
                fraction += Double(digit) * scale
                scale /= 10
                at += 1
            }
        }
        var offset = 0
        if at + 5 <= bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
            let minutes = bytes[at + 3] == UInt8(ascii: ":") ? at + 4 : at + 3
            guard let hours = number(at + 1..<at + 3), minutes + 2 <= bytes.count,
                let rest = number(minutes..<minutes + 2)
            else { return nil }
            offset = (hours * 60 + rest) * (bytes[at] == UInt8(ascii: "-") ? -60 : 60)
        }
        // Days since 1970 in the proleptic Gregorian calendar, with years that begin in March.
        let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 719_469
        return Double(days * 86_400 + hour * 3600 + minute * 60 + second - offset) + fraction
    }
}
