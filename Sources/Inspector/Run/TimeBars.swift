import CreditEngine

/// Bars that show when messages were spoken: by the clock on the wall where the recording has one, else one after the
/// other by how long each took.
struct TimeBars {
    private let columns: Int
    /// Where each message begins and ends, as shares of the whole; `nil` when nothing is known of it.
    private let places: [ClosedRange<Double>?]

    init(_ messages: [Message], _ times: SpokenTimes, columns: Int) {
        self.columns = columns
        if let all = times.all {
            let length = Double(max(1, all.upperBound - all.lowerBound))
            places = times.stretches.map { stretch in
                guard let one = stretch.end ?? stretch.start else { return nil }
                let range = stretch.whole ?? one..<one
                return Double(range.lowerBound - all.lowerBound) / length...Double(range.upperBound - all.lowerBound)
                    / length
            }
            return
        }
        // As shares of the longest, whose sum is finite whatever the recording says.
        let latencies = messages.map { max(0, $0.latency ?? 0) }
        let longest = latencies.max() ?? 0
        let whole = latencies.reduce(0) { $0 + ($1 > 0 ? $1 / longest : 0) }
        var before = 0.0
        var places: [ClosedRange<Double>?] = []
        for latency in latencies {
            let share = latency > 0 ? latency / longest : 0
            places.append(latency > 0 ? before / whole...(before + share) / whole : nil)
            before += share
        }
        self.places = places
    }

    /// The bar of a message; a message that took next to no time has one column, one of which nothing is known none.
    func line(_ message: Int) -> String {
        guard let place = places[message] else { return String(repeating: "·", count: columns) }
        let first = min(columns - 1, Int(place.lowerBound * Double(columns)))
        let length = ((place.upperBound - place.lowerBound) * Double(columns)).rounded()
        let count = max(1, min(columns - first, Int(length)))
        return String(repeating: "·", count: first) + String(repeating: "█", count: count)
            + String(repeating: "·", count: columns - first - count)
    }
}
