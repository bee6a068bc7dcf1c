/// What happened, oldest first.
struct NoticeLog: Sendable {
    /// One line with the second it came in.
    struct Entry: Sendable, Equatable {
        var seconds: Double
        var notice: Notice
    }

    /// Older lines than this many are let go, and counted; the log's file has them all.
    static let capacity = 2_000

    private(set) var entries: [Entry] = []
    private(set) var letGo = 0
    /// Lines, those let go among them, that were handed out to be kept elsewhere.
    private var handedOut = 0

    /// The number of lines there were so far.
    var count: Int { entries.count + letGo }

    mutating func add(_ notice: Notice, at seconds: Double) {
        entries.append(Entry(seconds: seconds, notice: notice))
        guard entries.count > Self.capacity else { return }
        entries.removeFirst(Self.capacity / 10)
        letGo += Self.capacity / 10
    }

    /// The lines that came since the last time, oldest first; those let go meanwhile are not among them.
    mutating func takeNew() -> [Notice] {
        defer { handedOut = count }
        return entries.suffix(max(0, count - handedOut)).map(\.notice)
    }
}
