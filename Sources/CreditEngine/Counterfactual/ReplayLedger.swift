/// Where every replay went: `asked == made + cached` and `made == defined + undefined`, always.
public struct ReplayCounts: Sendable, Hashable {
    /// Replays asked for.
    public internal(set) var asked = 0
    /// Answered from an earlier equal request, at no cost; such an answer is not a new sample.
    public internal(set) var cached = 0
    /// Made anew, by this session or, before a restart, by an earlier one of the same job.
    public internal(set) var made = 0
    /// Those of `made` that an earlier session finished; they cost nothing now.
    public internal(set) var resumed = 0
    /// Made, with an outcome.
    public internal(set) var defined = 0
    /// Made, without an outcome.
    public internal(set) var undefined = 0
    /// Why those had no outcome, and how often.
    public internal(set) var reasons: [String: Int] = [:]
    /// Made although nobody speaks in them: the recorded run, judged again.
    public internal(set) var silent = 0
    /// Cells that spoke again in those made.
    public internal(set) var spoken = 0
    /// Cells of a whole run.
    public internal(set) var cells: Int

    /// No replays yet of a run with so many cells.
    public init(cells: Int) {
        self.cells = cells
    }

    /// What the replays cost, in whole runs: each costs the fraction of cells that spoke again.
    public var rollouts: Double { cells > 0 ? Double(spoken) / Double(cells) : 0 }

    /// The most frequent reason for having no outcome, ties in order of the words; `nil` when every replay has one.
    public var mainReason: String? {
        reasons.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Whether replays in which somebody spoke were made, and none of them came to an outcome.
    public var allFailed: Bool { undefined > 0 && defined <= silent }

    mutating func add(_ result: ReplayResult) {
        made += 1
        spoken += result.spoken
        silent += result.spoken == 0 ? 1 : 0
        switch result.ending {
        case .outcome: defined += 1
        case .undefined(let reason):
            undefined += 1
            reasons[reason, default: 0] += 1
        }
    }
}

/// Makes replays side by side, remembers them, and counts them.
public struct ReplayLedger: Sendable {
    /// Makes the replays.
    public let replayer: any Replayer
    /// The most replays under way at once; results do not depend on it.
    public let width: Int
    /// Where every replay went.
    public private(set) var counts: ReplayCounts
    private var known: [ReplayRequest: ReplayResult]
    private let journal: ReplayJournal?

    /// Makes a ledger.
    ///
    /// - Parameters:
    ///   - cells: the number K of cells of the run.
    ///   - known: results of earlier work; asking for them counts as cached.
    ///   - journal: remembers replays as they finish. One that an earlier session finished is taken from it and counts as
    ///     made, so that a restarted job comes to the same counts and decisions as an unbroken one.
    public init(
        _ replayer: any Replayer, cells: Int, width: Int = 1, known: [ReplayRequest: ReplayResult] = [:],
        journal: ReplayJournal? = nil
    ) {
        self.replayer = replayer
        self.width = max(1, width)
        self.known = known
        self.journal = journal
        counts = ReplayCounts(cells: cells)
    }

    /// All results so far, for a journal.
    public var results: [ReplayRequest: ReplayResult] { known }

    /// How many of these requests would have to be made.
    public func missing(_ requests: [ReplayRequest]) -> Int {
        Set(requests).count { known[$0] == nil }
    }

    /// The results of requests, in their order.
    public mutating func replay(_ requests: [ReplayRequest]) async throws -> [ReplayResult] {
        var new: [ReplayRequest] = []
        var seen: Set<ReplayRequest> = []
        for request in requests where known[request] == nil && seen.insert(request).inserted { new.append(request) }
        let resumed = try new.map { try journal?.result(of: $0) }
        var made = try await make(zip(new, resumed).filter { $0.1 == nil }.map(\.0))[...]
        counts.resumed += resumed.count { $0 != nil }
        for (request, earlier) in zip(new, resumed) {
            guard let result = earlier ?? made.popFirst() else { continue }
            known[request] = result
            counts.add(result)
        }
        counts.asked += requests.count
        counts.cached += requests.count - new.count
        return requests.map { known[$0] ?? ReplayResult(.undefined("not made"), spoken: 0) }
    }

    private func make(_ requests: [ReplayRequest]) async throws -> [ReplayResult] {
        let (replayer, journal) = (replayer, journal)
        return try await inOrder(requests, width: width) { request in
            let result = try await replayer.replay(request)
            try await journal?.record(result, of: request)
            return result
        }
    }
}
