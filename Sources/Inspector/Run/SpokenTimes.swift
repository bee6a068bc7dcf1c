import CreditEngine

/// When the messages of a run were spoken, by the clock on the wall, as far as the recording says.
struct SpokenTimes {
    /// From when to when an agent was at a message, in nanoseconds since 1970; either may be unknown.
    struct Stretch: Equatable {
        var start: Int?
        var end: Int?

        /// A message's: what is recorded, else the other end and how long it took.
        init(_ message: Message) {
            let length = message.latency.flatMap { Int(exactly: ($0 * 1_000_000).rounded()) }.flatMap(Self.counted)
            let (started, ended) = (message.started.flatMap(Self.counted), message.ended.flatMap(Self.counted))
            start = started ?? ended.flatMap { end in length.flatMap { Self.counted(end - $0) } }
            end = ended ?? started.flatMap { start in length.flatMap { Self.counted(start + $0) } }
        }

        /// A time whose difference to any other one can be counted; what is recorded behind the year 2116 is none.
        private static func counted(_ time: Int) -> Int? { time.magnitude < 1 << 62 ? time : nil }

        /// Both ends, where both are known and in order.
        var whole: Range<Int>? {
            guard let start, let end, start <= end else { return nil }
            return start..<end
        }
    }

    /// How a message stands to the ones before it.
    enum Relation: Equatable {
        /// Nobody spoke for so long after a message ended, by its index.
        case waited(nanoseconds: Int, after: Int)
        /// It was spoken at the same time as an earlier one, by its index, for so long.
        case beside(nanoseconds: Int, Int)
    }

    /// One a message.
    let stretches: [Stretch]
    /// The first and the last point in time that is known; `nil` when none is.
    let all: ClosedRange<Int>?
    /// How long anybody, and how long two or more at once, spoke; `nil` when a message's time is not known.
    let busy: (anybody: Int, several: Int)?
    /// How each message stands to those before it; `nil` where its time is not known, and for the first.
    let relations: [Relation?]

    init(_ messages: [Message]) {
        stretches = messages.map(Stretch.init)
        let points = stretches.flatMap { [$0.start, $0.end].compactMap { $0 } }
        all = points.min().flatMap { first in points.max().map { first...$0 } }
        let whole = stretches.compactMap(\.whole)
        busy = whole.count == stretches.count ? Self.busy(whole) : nil
        relations = Self.relations(stretches)
    }

    private static func busy(_ stretches: [Range<Int>]) -> (anybody: Int, several: Int) {
        let changes = stretches.flatMap { [($0.lowerBound, 1), ($0.upperBound, -1)] }.sorted { $0 < $1 }
        var (anybody, several, count, last) = (0, 0, 0, 0)
        for (time, change) in changes {
            if count > 0 { anybody += time - last }
            if count > 1 { several += time - last }
            (count, last) = (count + change, time)
        }
        return (anybody, several)
    }

    /// For each message the earlier one that it was spoken beside the longest, else the last one that had ended before it
    /// began.
    private static func relations(_ stretches: [Stretch]) -> [Relation?] {
        // Earlier messages by when they ended: only those that had not ended are compared.
        var ended: [(time: Int, message: Int)] = []
        return stretches.enumerated().map { message, stretch in
            guard let own = stretch.whole else { return nil }
            let open = firstPlace(behind: own.lowerBound, in: ended)
            var beside: (length: Int, message: Int)?
            for (end, earlier) in ended[open...] {
                guard let start = stretches[earlier].start else { continue }
                let shared = min(own.upperBound, end) - max(own.lowerBound, start)
                guard shared > 0, shared >= beside?.length ?? 0 else { continue }
                if shared > beside?.length ?? 0 || earlier < beside?.message ?? 0 { beside = (shared, earlier) }
            }
            ended.insert((own.upperBound, message), at: firstPlace(behind: own.upperBound, in: ended))
            if let beside { return .beside(nanoseconds: beside.length, beside.message) }
            guard open > 0 else { return nil }
            let before = ended[open - 1]
            return .waited(nanoseconds: own.lowerBound - before.time, after: before.message)
        }
    }

    /// The first place of a list in order of time whose time is behind another one.
    private static func firstPlace(behind time: Int, in list: [(time: Int, message: Int)]) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle].time > time { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
