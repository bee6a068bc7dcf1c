/// A test of one message: what the team achieves with it, and with something else in its place.
///
/// Both arms keep everything before the cell and let everyone later speak again with the same seeds. Arm A keeps the
/// cell, arm B replaces it. Source: Method §4.
public struct Swap: Sendable, Hashable {
    /// The cell's position in speaking order.
    public var position: Int
    /// What takes its place in arm B.
    public var replacement: Replacement

    /// Makes a swap.
    public init(at position: Int, _ replacement: Replacement = .resample) {
        self.position = position
        self.replacement = replacement
    }

    /// The two replays of a seed.
    public func requests(seed: UInt64) -> (kept: ReplayRequest, replaced: ReplayRequest) {
        let before = CellSet(prefix: position)
        return (
            ReplayRequest(prefix: position + 1, seed: seed),
            ReplayRequest(kept: before, replacing: position, by: replacement, seed: seed)
        )
    }

    /// Makes the replays of some seeds and adds the pairs that are defined in both arms to a sample.
    ///
    /// Another prompt or model is a candidate, and what it breaks counts against it: where its arm is UNDEFINED its outcome
    /// is 0 (Method §4).
    ///
    /// - Returns: the number of pairs left out because an arm was UNDEFINED.
    @discardableResult
    public func sample(_ seeds: [UInt64], into sample: inout PairedOutcomes, _ ledger: inout ReplayLedger) async throws
        -> Int
    {
        let pairs = seeds.map { requests(seed: $0) }
        let results = try await ledger.replay(pairs.flatMap { [$0.kept, $0.replaced] })
        var left = 0
        for index in pairs.indices {
            let broken = replacement.isCandidate ? 0.0 : nil
            if let kept = results[2 * index].outcome, let replaced = results[2 * index + 1].outcome ?? broken {
                sample.add(kept: kept, replaced: replaced)
            } else {
                left += 1
            }
        }
        return left
    }

    /// The article's structural credit: |y − y(no-op)|, one sample, unsigned; kept for fidelity.
    ///
    /// - Parameter recorded: y of the recorded run.
    /// - Returns: `nil` when the replay was UNDEFINED.
    public static func article(at position: Int, recorded: Double, seed: UInt64, _ ledger: inout ReplayLedger)
        async throws -> Double?
    {
        let request = Swap(at: position, .noOp).requests(seed: seed).replaced
        let results = try await ledger.replay([request])
        guard let outcome = results.first?.outcome else { return nil }
        return (recorded - outcome).magnitude
    }
}
