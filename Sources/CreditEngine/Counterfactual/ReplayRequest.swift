/// One replay to make of a recorded run; equal requests have equal results, so a request is its cache key.
public struct ReplayRequest: Sendable, Hashable {
    /// A cell that is replaced.
    public struct Replaced: Sendable, Hashable {
        /// Its position in speaking order.
        public var position: Int
        /// What takes its place.
        public var by: Replacement
    }

    /// The positions that keep their recorded words; everyone else speaks again.
    ///
    /// A kept cell after one that speaks again is pinned: it says its words though what it heard has changed.
    public let kept: CellSet
    /// The cell that is replaced, if any; it is never among the kept ones.
    public let replaced: Replaced?
    /// The seed of the calls.
    ///
    /// Requests that share it are paired.
    public let seed: UInt64
    /// The repetition: requests that differ only here ask the same again, for what the seed does not fix.
    public let repetition: UInt64

    /// Makes a request; a `resample` is the same request as one without a replacement.
    public init(
        kept: CellSet, replacing position: Int? = nil, by: Replacement = .resample, seed: UInt64, repetition: UInt64 = 0
    ) {
        var kept = kept
        if let position { kept.remove(position) }
        self.kept = kept
        replaced = by == .resample ? nil : position.map { Replaced(position: $0, by: by) }
        self.seed = seed
        self.repetition = repetition
    }

    /// The first k cells kept: a sample of V_k.
    public init(prefix k: Int, seed: UInt64, repetition: UInt64 = 0) {
        self.init(kept: CellSet(prefix: k), seed: seed, repetition: repetition)
    }

    /// The first message of the record that is not kept, as an index into its messages; `nil` when all are.
    func firstOpenMessage(_ order: CellOrder) -> Int? {
        order.messages.indices.filter { !kept.contains($0) }.compactMap { order.messages[$0].first }.min()
    }
}

/// What a replay came to.
public struct ReplayResult: Sendable, Hashable {
    /// How a replay ended.
    public enum Ending: Sendable, Hashable {
        /// The outcome y in [0,1], and whether the evaluator calls it a success.
        case outcome(Double, success: Bool)
        /// It failed, diverged or was cut off, and why; never an outcome of 0.
        case undefined(String)
    }

    /// How it ended.
    public var ending: Ending
    /// The number of cells that spoke again.
    public var spoken: Int
    /// A hash of each cell's words, by position; `nil` when the replayer does not see them.
    public var words: [UInt64]?

    /// What the first cell said that was neither kept nor replaced; `nil` when there is none, or nobody saw it.
    public var first: [String]?

    /// Makes a result.
    public init(_ ending: Ending, spoken: Int, words: [UInt64]? = nil, first: [String]? = nil) {
        self.ending = ending
        self.spoken = spoken
        self.words = words
        self.first = first
    }

    /// The outcome; `nil` for UNDEFINED.
    public var outcome: Double? {
        guard case .outcome(let y, _) = ending else { return nil }
        return y
    }

    /// Whether it succeeded, by the evaluator's own threshold; `nil` for UNDEFINED.
    public var succeeds: Bool? {
        guard case .outcome(_, let success) = ending else { return nil }
        return success
    }
}

/// Makes replays of one recorded run: inside this program, or by running the user's own system again.
public protocol Replayer: Sendable {
    /// Why a replay would mislead, so that it is not made: one clause; `nil` when it can be made.
    func refusal(of request: ReplayRequest) -> String?

    /// Whether the system may have state outside its messages, which a kept prefix does not bring about again.
    var mayHaveState: Bool { get }

    /// Makes one replay.
    ///
    /// A replay that fails is an UNDEFINED result. Throws only when no later replay can be made either, such as when a
    /// limit is reached, and `CancellationError` when cancelled.
    func replay(_ request: ReplayRequest) async throws -> ReplayResult
}

extension Replayer {
    /// Nothing is refused.
    public func refusal(of request: ReplayRequest) -> String? { nil }

    /// There is no such state.
    public var mayHaveState: Bool { false }
}
