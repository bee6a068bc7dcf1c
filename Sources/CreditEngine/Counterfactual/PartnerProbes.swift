/// Looks for messages that share the blame with one that is named, where seeds couple.
///
/// Source: METHOD §4, partner probes (a), (b) and (c).
struct PartnerProbes: Sendable {
    /// The named position.
    let position: Int
    /// Seeds after which a search without a switch ends.
    static let patience = 10
    /// Seeds tried at once.
    private static let wave = 5

    /// (a) AND, later: with the named message kept, a seed that still succeeds switches later.
    ///
    /// The replays are arm A of fresh pairs with these seeds.
    func later(_ seeds: [UInt64], _ state: inout MeasureState) async throws -> Int? {
        let next = position + 1
        guard next < state.order.count else { return nil }
        for start in stride(from: 0, to: min(seeds.count, Self.patience), by: Self.wave) {
            let wave = seeds[start..<min(start + Self.wave, seeds.count)]
            let results = try await state.replay(wave.map { ReplayRequest(prefix: next, seed: $0) })
            for (seed, result) in zip(wave, results) where result.succeeds == true {
                let found = try await SeedBisection.narrow(
                    next, state.order.count, { CellSet(prefix: $0) }, seed, &state)
                if let found { return found }
            }
        }
        return nil
    }

    /// (b) AND, earlier: with the named message pinned and everything before it spoken again, a seed that succeeds
    /// switches before it.
    func earlier(_ seeds: [UInt64], _ state: inout MeasureState) async throws -> Int? {
        guard position > 0 else { return nil }
        let pinned = CellSet([position])
        for start in stride(from: 0, to: min(seeds.count, Self.patience), by: Self.wave) {
            let wave = seeds[start..<min(start + Self.wave, seeds.count)]
            let results = try await state.replay(wave.map { ReplayRequest(kept: pinned, seed: $0) })
            for (seed, result) in zip(wave, results) where result.succeeds == true {
                guard try await state.succeeds(prefix: position + 1, seed: seed) == false else { continue }
                let found = try await SeedBisection.narrow(
                    0, position, { CellSet(prefix: $0).union(pinned) }, seed, &state)
                if let found { return found }
            }
        }
        return nil
    }

    /// (c) OR: with the named message repaired by a seed, later recorded cells are put back, those that carry its
    /// content left out; a seed that fails then switches at another culprit.
    ///
    /// Where the run's own seed is known and fails again from the start, it is asked first whether anything is left to
    /// find: with the repaired message and that seed for the rest, a success says that nothing is.
    ///
    /// - Parameter repairing: seeds that succeed when the cell speaks again.
    func independent(_ repairing: [UInt64], of trace: Trace, _ state: inout MeasureState) async throws -> Int? {
        let count = state.order.count
        let carriers = CarriedContent(trace, state.order).carriers(of: position)
        let others = ((position + 1)..<max(position + 1, count)).filter { !carriers.contains($0) }
        guard !others.isEmpty else { return nil }
        let before = CellSet(prefix: position)
        func kept(_ end: Int) -> CellSet { before.union(CellSet(others.prefix { $0 < end })) }
        var found: [Int] = []
        for seed in repairing.prefix(3) {
            if let own = trace.seed, try await nothingLeft(own, repairedBy: seed, &state) { return nil }
            guard try await state.succeeds(kept(count), seed: seed) == false else { continue }
            if let known = found.first {
                guard try await state.succeeds(kept(known), seed: seed) == true,
                    try await state.succeeds(kept(known + 1), seed: seed) == false
                else { continue }
                return known
            }
            let next = try await SeedBisection.narrow(position + 1, count, kept, seed, &state)
            if let next { found.append(next) }
        }
        return found.first
    }

    /// Whether the recorded run, made again with its own seed, succeeds once this message is repaired.
    private func nothingLeft(_ own: UInt64, repairedBy seed: UInt64, _ state: inout MeasureState) async throws -> Bool {
        let again = ReplayRequest(prefix: 0, seed: own)
        let repaired = ReplayRequest(
            kept: CellSet(prefix: position), replacing: position, by: .seeded(seed), seed: own)
        let results = try await state.replay([again, repaired])
        return results[0].succeeds == false && results[1].succeeds == true
    }
}
