/// What a measurement has in hand: replays within a budget, fresh seeds, and V.
struct MeasureState: Sendable {
    let order: CellOrder
    let settings: MeasureSettings
    var ledger: ReplayLedger
    var curve: ValueCurve
    var check: ReplayCheck?
    /// Fresh pairs of the named messages, by position.
    var pairs: [Int: PairedOutcomes] = [:]
    /// Fresh pairs of several named messages together.
    var joint: PairedOutcomes?
    /// All replays from the start, those too that were made until one succeeded.
    private(set) var starts = (outcomes: 0.0, count: 0)
    private var used: UInt64 = 0
    private let avoided: UInt64?
    /// The recorded words of each cell.
    private let recorded: [UInt64]
    /// Whether the run was recorded as a success.
    private let succeeded: Bool
    /// Replays that said the recorded words, and those of them that ended otherwise.
    private var sameWords: Set<ReplayRequest> = []
    private var otherEnds = 0
    /// What the curve already has, by prefix.
    private var sampled: [Int: Set<UInt64>] = [:]

    /// No replay can be made any more.
    struct BudgetSpent: Error {}

    init(
        _ trace: Trace, _ replayer: any Replayer, _ settings: MeasureSettings, journal: ReplayJournal? = nil
    ) {
        order = CellOrder(trace)
        self.settings = settings
        ledger = ReplayLedger(replayer, cells: order.count, width: settings.width, journal: journal)
        curve = ValueCurve(order)
        avoided = trace.seed
        recorded = order.wordHashes(of: trace)
        succeeded = trace.outcome?.success ?? false
    }

    /// Why replays do not show what a message did; `nil` when nothing speaks against them.
    ///
    /// - Parameter named: what the search ended at.
    func outsideState(_ named: [Int]) -> OutsideState? {
        if otherEnds > 0, 2 * otherEnds >= sameWords.count { return .sameWords }
        return ledger.replayer.mayHaveState && named.last == order.count - 1 ? .lastMessage : nil
    }

    /// The replays that may still be made.
    var left: Int { settings.budget - ledger.counts.made }

    /// Whether requests fit into what is left.
    func affords(_ requests: [ReplayRequest]) -> Bool { ledger.missing(requests) <= left }

    /// A seed that nothing was asked with.
    mutating func freshSeed() -> UInt64 {
        defer { used += 1 }
        if settings.firstSeed &+ used == avoided { used += 1 }
        return settings.firstSeed &+ used
    }

    /// Adds a sample of V whose seed was not chosen for its outcome; the same one again changes nothing.
    mutating func sample(_ result: ReplayResult, prefix: Int, seed: UInt64) {
        guard let outcome = result.outcome, sampled[prefix, default: []].insert(seed).inserted else { return }
        curve.add(outcome, prefix: prefix)
    }

    /// Counts a replay from the start whose seed was drawn until one succeeded; V_0 has no part in it.
    mutating func start(_ result: ReplayResult) {
        guard let outcome = result.outcome else { return }
        starts = (starts.outcomes + outcome, starts.count + 1)
    }

    /// Judges the recorded run again and puts it down as V_K; nobody speaks in that replay.
    ///
    /// Throws `MeasureError` when it is a success now, and when nobody can judge it in three tries. A budget that does not
    /// allow one replay leaves the recorded outcome.
    mutating func judgeAgain(recorded: Double) async throws -> Double {
        guard left > 0 else {
            curve.add(recorded, prefix: order.count)
            return recorded
        }
        var reason = ""
        for attempt in 0..<3 as Range<UInt64> {
            let request = ReplayRequest(prefix: order.count, seed: attempt)
            guard affords([request]) else { break }
            let results = try await replay([request])
            switch results.first?.ending {
            case .outcome(let outcome, let success):
                guard !success else { throw MeasureError.succeedsNow }
                curve.add(outcome, prefix: order.count)
                return outcome
            case .undefined(let why): reason = why
            case nil: break
            }
        }
        throw MeasureError.notJudged(reason)
    }

    /// The results of requests; throws `BudgetSpent` and makes none when they do not fit.
    mutating func replay(_ requests: [ReplayRequest]) async throws -> [ReplayResult] {
        guard affords(requests) else { throw BudgetSpent() }
        let results = try await ledger.replay(requests)
        for (request, result) in zip(requests, results) where result.words == recorded && result.spoken > 0 {
            guard let success = result.succeeds, sameWords.insert(request).inserted else { continue }
            if success != succeeded { otherEnds += 1 }
        }
        return results
    }

    /// What a seed makes a cell say when everything before it is kept; `nil` when nobody sees it.
    mutating func words(at position: Int, seed: UInt64) async throws -> [String]? {
        try await replay([ReplayRequest(prefix: position, seed: seed)]).first?.first
    }

    /// Whether a replay succeeds; `nil` for UNDEFINED.
    mutating func succeeds(_ kept: CellSet, seed: UInt64) async throws -> Bool? {
        let results = try await replay([ReplayRequest(kept: kept, seed: seed)])
        return results.first?.succeeds
    }

    /// Whether the first k cells kept still succeed; k = K is the recorded run.
    mutating func succeeds(prefix k: Int, seed: UInt64) async throws -> Bool? {
        try await succeeds(CellSet(prefix: k), seed: seed)
    }
}
