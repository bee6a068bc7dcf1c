/// How fast the terminal answered.
struct TerminalTiming: Sendable, Equatable {
    /// From the start of the program to the end of writing the first frame; `nil` before there was one.
    var firstFrame: Duration?
    /// From having read a key to the end of writing its frame; keys that were there together share one entry.
    ///
    /// The 25 ms that tell Escape from the start of a function key are not in it.
    private(set) var keys: [Duration] = []
    /// Frames drawn.
    var frames = 0

    /// The most key times kept; the oldest go first.
    static let capacity = 8_192
    private var oldest = 0

    /// Adds the time of a key.
    mutating func add(key: Duration) {
        if keys.count < Self.capacity {
            keys.append(key)
        } else {
            keys[oldest] = key
            oldest = (oldest + 1) % Self.capacity
        }
    }

    /// The key time that so much of all (in [0,1]) does not exceed, by nearest rank; `nil` without keys.
    func percentile(_ share: Double) -> Duration? {
        guard !keys.isEmpty else { return nil }
        let rank = (Double(keys.count) * share).rounded(.up)
        return keys.sorted()[min(max(Int(rank) - 1, 0), keys.count - 1)]
    }

    /// A duration in milliseconds.
    static func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
    }
}
