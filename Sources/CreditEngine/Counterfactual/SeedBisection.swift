/// Finds the message at which a seed switches from success to failure.
///
/// With a seed that fixes everything, keeping one more recorded cell changes nothing but that cell. A seed that succeeds
/// from the start fails with everything kept, so somewhere in between one cell makes the difference; two seeds that
/// switch at the same cell name it. Source: Method §4, "Spending a budget".
struct SeedBisection: Sendable {
    /// The seeds that switched, by position.
    private(set) var switches: [Int: [UInt64]] = [:]

    /// Positions at which seeds switched, most seeds first, ties to the earlier.
    var ranking: [(position: Int, score: Double)] {
        switches.map { (position: $0.key, score: Double($0.value.count)) }
            .sorted { ($1.score, $0.position) < ($0.score, $1.position) }
    }

    /// The position that two seeds name.
    var named: Int? { ranking.first { $0.score >= 2 }?.position }

    mutating func note(_ position: Int, seed: UInt64) {
        switches[position, default: []].append(seed)
    }

    /// Goes on with a seed until it is known where it switches; `nil` when it does not, or a replay is UNDEFINED.
    ///
    /// Positions that other seeds switched at are tested first.
    mutating func follow(_ seed: UInt64, startsWell: Bool?, _ state: inout MeasureState) async throws -> Int? {
        var (low, high) = (startsWell == true ? 0 : -1, state.order.count)
        for (position, _) in ranking.prefix(2) where position >= max(low, 0) && position < high {
            guard let before = try await state.succeeds(prefix: position, seed: seed) else { return nil }
            guard before else {
                high = position
                continue
            }
            low = position
            if position + 1 == high { break }
            guard let after = try await state.succeeds(prefix: position + 1, seed: seed) else { return nil }
            if after { low = position + 1 } else { high = position + 1 }
        }
        if low < 0 {
            guard high > 0, try await state.succeeds(prefix: 0, seed: seed) == true else { return nil }
            low = 0
        }
        guard let position = try await Self.narrow(low, high, { CellSet(prefix: $0) }, seed, &state) else { return nil }
        note(position, seed: seed)
        return position
    }

    /// The position p with success for `kept(p)` and failure for `kept(p + 1)`, given success for `kept(low)` and
    /// failure for `kept(high)`; `nil` when a replay is UNDEFINED.
    static func narrow(
        _ low: Int, _ high: Int, _ kept: (Int) -> CellSet, _ seed: UInt64, _ state: inout MeasureState
    ) async throws -> Int? {
        var (low, high) = (low, high)
        while high - low > 1 {
            let middle = (low + high) / 2
            guard let success = try await state.succeeds(kept(middle), seed: seed) else { return nil }
            if success { low = middle } else { high = middle }
        }
        return low
    }
}
