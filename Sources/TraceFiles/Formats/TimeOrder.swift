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
