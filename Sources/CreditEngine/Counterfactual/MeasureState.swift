/// What a measurement has in hand: replays within a budget, fresh seeds, and V.
struct MeasureState: Sendable {
    let order: CellOrder
    let settings: MeasureSettings
    var ledger: ReplayLedger
    private(set) var curve: ValueCurve
    var check: ReplayCheck?
    var pairs: [Int: PairedOutcomes] = [:]
    private var used: UInt64 = 0
    private let avoided: UInt64?
    /// What the curve already has, by prefix.
    private var sampled: [Int: Set<UInt64>] = [:]

    /// No replay can be made any more.
    struct BudgetSpent: Error {}

    init(
        _ trace: Trace, recorded: Double, _ replayer: any Replayer, _ settings: MeasureSettings,
        journal: ReplayJournal? = nil
    ) {
        order = CellOrder(trace)
        self.settings = settings
        ledger = ReplayLedger(replayer, cells: order.count, width: settings.width, journal: journal)
        curve = ValueCurve(order)
        curve.add(recorded, prefix: order.count)
        avoided = trace.seed
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

    /// The results of requests; throws `BudgetSpent` and makes none when they do not fit.
    mutating func replay(_ requests: [ReplayRequest]) async throws -> [ReplayResult] {
        guard affords(requests) else { throw BudgetSpent() }
        return try await ledger.replay(requests)
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

extension ReplayResult {
    /// Whether the outcome reaches the threshold of success; `nil` for UNDEFINED.
    var succeeds: Bool? { outcome.map { $0 >= Outcome.threshold } }
}
