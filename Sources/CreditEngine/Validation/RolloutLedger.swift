/// Where every rollout went: `asked == made + cached` and `made == defined + undefined`, always.
public struct RolloutCounts: Sendable, Hashable {
    /// Rollouts asked for.
    public internal(set) var asked = 0
    /// Answered from an earlier equal request, at no cost.
    public internal(set) var cached = 0
    /// Made, those from before a restart of the same job included.
    public internal(set) var made = 0
    /// Made before a restart and taken from the journal.
    public internal(set) var resumed = 0
    /// Made, with an outcome.
    public internal(set) var defined = 0
    /// Made, without an outcome.
    public internal(set) var undefined = 0
    /// Messages said in those made, each of which is a model call.
    public internal(set) var calls = 0
    /// Tokens of those made that report them.
    public internal(set) var tokens = 0
    /// US dollars of those made that report them.
    public internal(set) var cost = 0.0
    /// Rollouts made whose cost nobody knows; they are not in `cost`.
    public internal(set) var unpriced = 0

    /// None yet.
    public init() {}

    mutating func add(_ rollout: Rollout, isNew: Bool) {
        asked += 1
        guard isNew else {
            cached += 1
            return
        }
        made += 1
        if rollout.undefined == nil { defined += 1 } else { undefined += 1 }
        calls += rollout.calls
        tokens = KnownSum.of([tokens, rollout.tokens]) ?? .max
        if let cost = rollout.cost, let sum = KnownSum.of([self.cost, cost]) { self.cost = sum } else { unpriced += 1 }
    }
}

/// Makes whole runs side by side, remembers them, and counts them; all candidates of a search share one.
///
/// The current prompts' runs are made once and shared. Results never depend on the width, nor on what ran beside them.
/// One caller at a time: two that ask for the same rollout at once would both make it.
public actor RolloutLedger {
    /// Makes the runs.
    public let runner: any Runner
    /// The most runs under way at once.
    public let width: Int
    /// The most rollouts that may be made; `nil` is without limit.
    ///
    /// Whoever asks keeps to it, by `left` and `missing`.
    public private(set) var limit: Int?
    /// Where every rollout went.
    public private(set) var counts = RolloutCounts()
    private let attempts: Int
    private let keepsTraces: Bool
    private let journal: (any SampleJournal)?
    private var known: [RolloutRequest: Rollout] = [:]
    private var traces: [RolloutRequest: Trace] = [:]
    private var restored: [RolloutRequest: Rollout] = [:]
    private var journaled: [String: String]?

    /// Makes a ledger.
    ///
    /// - Parameters:
    ///   - runner: makes the runs; its errors make a rollout UNDEFINED, except a `PermanentFailure`, which is thrown.
    ///   - width: the most runs under way at once.
    ///   - limit: the most rollouts that may be made, those from before a restart included.
    ///   - attempts: how often a run is tried that the infrastructure fails (`PassingFailure`), in every arm alike; what
    ///     fails otherwise is UNDEFINED at once.
    ///   - keepsTraces: whether runs can be looked at afterwards without making them again.
    ///   - journal: remembers finished rollouts across restarts; UNDEFINED ones are tried again.
    public init(
        _ runner: any Runner, width: Int = 1, limit: Int? = nil, attempts: Int = 2, keepsTraces: Bool = false,
        journal: (any SampleJournal)? = nil
    ) {
        self.runner = runner
        self.width = max(1, width)
        self.limit = limit
        self.attempts = max(1, attempts)
        self.keepsTraces = keepsTraces
        self.journal = journal
    }

    /// How many more rollouts may be made; `nil` is without limit.
    public var left: Int? { limit.map { max(0, $0 - counts.made) } }

    /// Moves the limit so that so many more rollouts may be made from now on; `nil` takes it away.
    public func allow(_ more: Int?) {
        limit = more.map { counts.made + max(0, $0) }
    }

    /// How many of these requests would have to be made.
    public func missing(_ requests: [RolloutRequest]) -> Int {
        Set(requests).count { known[$0] == nil }
    }

    /// The results of requests, in their order.
    ///
    /// Throws what ends all runs, what the journal throws, and `CancellationError`.
    nonisolated public func results(of requests: [RolloutRequest]) async throws -> [Rollout] {
        var results: [Rollout] = []
        try await forEach(requests) { rollout, _ in results.append(rollout) }
        return results
    }

    /// The run itself, for a person to look at; made again when it was not kept, which counts as no rollout.
    public func trace(of request: RolloutRequest) async throws -> Trace {
        if let kept = traces[request] { return kept }
        return try await runner.run(request.plan, as: request.team)
    }

    /// Hands over the results in the order of the requests, each as soon as it and those before it are there.
    ///
    /// - Parameter consume: takes a result and whether it had to be made for this request.
    nonisolated func forEach(
        _ requests: [RolloutRequest], _ consume: (Rollout, Bool) async throws -> Void
    ) async throws {
        let fresh = try await unmade(requests)
        var made: [RolloutRequest: Rollout] = [:]
        var handed = 0
        func handOver() async throws {
            while handed < requests.count,
                let (rollout, isNew) = await countedResult(of: requests[handed], made: made[requests[handed]])
            {
                handed += 1
                try await consume(rollout, isNew)
            }
        }
        try await handOver()
        try await inOrder(fresh, width: width) {
            try await self.make($0)
        } consume: { request, rollout in
            made[request] = rollout
            try await handOver()
        }
    }

    /// The requests that must really be made, each once.
    private func unmade(_ requests: [RolloutRequest]) async throws -> [RolloutRequest] {
        if journaled == nil { journaled = try await journal?.finished() ?? [:] }
        var seen: Set<RolloutRequest> = []
        return requests.filter { request in
            guard known[request] == nil, seen.insert(request).inserted else { return false }
            guard let text = journaled?.removeValue(forKey: request.key), let rollout = Rollout(journaled: text) else {
                return restored[request] == nil
            }
            restored[request] = rollout
            return false
        }
    }

    /// The result of a request if it is there, counted; and whether it was made for it.
    private func countedResult(of request: RolloutRequest, made: Rollout?) -> (Rollout, Bool)? {
        if let rollout = known[request] {
            counts.add(rollout, isNew: false)
            return (rollout, false)
        }
        let resumed = restored.removeValue(forKey: request)
        guard let rollout = resumed ?? made else { return nil }
        known[request] = rollout
        counts.add(rollout, isNew: true)
        if resumed != nil { counts.resumed += 1 }
        return (rollout, true)
    }

    nonisolated private func make(_ request: RolloutRequest) async throws -> Rollout {
        var rollout = Rollout(undefined: "not made")
        tries: for _ in 1...attempts {
            try Task.checkCancellation()
            do {
                let trace = try await runner.run(request.plan, as: request.team)
                rollout = Rollout(trace)
                if keepsTraces { await keep(trace, of: request) }
                break tries
            } catch {
                try Task.checkCancellation()
                if error is CancellationError || error.endsAllWork { throw error }
                rollout = Rollout(undefined: "\(error)")
                // What the prompts brought about is their own outcome, and no second try undoes it.
                guard error.mayPass else { break tries }
            }
        }
        if let journal, rollout.undefined == nil {
            try await journal.record([FinishedSample(key: request.key, result: rollout.journalText())])
        }
        return rollout
    }

    private func keep(_ trace: Trace, of request: RolloutRequest) { traces[request] = trace }
}
