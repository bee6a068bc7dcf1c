/// Looks for messages that share the blame with one that is named, where seeds couple.
///
/// A seed that succeeds only because two errors cancel each other shows no partner: in (a) and (b) it must also succeed
/// when the named message speaks again. Source: Method §4, partner probes (a), (b) and (c).
struct PartnerProbes: Sendable {
    /// The named position.
    let position: Int
    /// Seeds after which a search without a switch ends.
    static let patience = 12
    /// Seeds tried at once.
    private static let wave = 4

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
                guard try await state.succeeds(prefix: position, seed: seed) == true else { continue }
                let found = try await SeedBisection.narrow(
                    next, state.order.count, { CellSet(prefix: $0) }, seed, &state)
                if let found { return found }
            }
        }
        return nil
    }

    /// (b) AND, earlier: with the named message pinned and everything before it spoken again, a seed that succeeds
    /// switches before it.
    ///
    /// - Parameter others: seeds that switched at the named message.
    func earlier(_ seeds: [UInt64], others: [UInt64], _ state: inout MeasureState) async throws -> Int? {
        guard position > 0 else { return nil }
        let pinned = CellSet([position])
        for start in stride(from: 0, to: min(seeds.count, Self.patience), by: Self.wave) {
            let wave = seeds[start..<min(start + Self.wave, seeds.count)]
            let results = try await state.replay(wave.map { ReplayRequest(kept: pinned, seed: $0) })
            for (seed, result) in zip(wave, results) where result.succeeds == true {
                guard try await state.succeeds(prefix: position + 1, seed: seed) == false,
                    try await state.succeeds(prefix: 0, seed: seed) == true
                else { continue }
                let found = try await SeedBisection.narrow(
                    0, position, { CellSet(prefix: $0).union(pinned) }, seed, &state)
                if let found, try await Self.isRepair(at: found, by: seed, others, &state) { return found }
            }
        }
        return nil
    }

    /// Whether the words that a seed gives a cell let other seeds succeed too: a repair does, an error that cancels
    /// another of the same seed does not.
    static func isRepair(at position: Int, by seed: UInt64, _ others: [UInt64], _ state: inout MeasureState)
        async throws -> Bool
    {
        for other in others where other != seed {
            guard try await state.succeeds(prefix: position, seed: other) == true else { continue }
            guard let words = try await state.words(at: position, seed: seed) else { return false }
            let request = ReplayRequest(
                kept: CellSet(prefix: position), replacing: position, by: .said(words), seed: other)
            let results = try await state.replay([request])
            return results.first?.succeeds == true
        }
        return true
    }

    /// (c) OR: with the named message repaired by a seed, later recorded cells are put back, those that carry its
    /// content left out; a seed that fails then switches at another culprit.
    ///
    /// Where the run's own seed is known and makes the same run again, it is asked first whether anything is left to
    /// find: with the repaired message and that seed for the rest, a success says that nothing is, and the cells that
    /// speak other words than before are those that carry its content. Otherwise the text has to show them.
    ///
    /// - Parameter repairing: seeds that succeed when the cell speaks again.
    func independent(_ repairing: [UInt64], of trace: Trace, _ state: inout MeasureState) async throws -> Int? {
        let count = state.order.count
        var carriers: CellSet?
        if let own = trace.seed {
            for seed in repairing.prefix(2) {
                guard let left = try await left(own, repairedBy: seed, &state) else { break }
                guard left.fails else { return nil }
                carriers = carriers ?? left.changed
            }
        }
        let carrying = carriers ?? CarriedContent(trace, state.order).carriers(of: position)
        let others = ((position + 1)..<max(position + 1, count)).filter { !carrying.contains($0) }
        guard !others.isEmpty else { return nil }
        let before = CellSet(prefix: position)
        func kept(_ end: Int) -> CellSet { before.union(CellSet(others.prefix { $0 < end })) }
        var found: [Int] = []
        for seed in repairing.prefix(3) {
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

    /// Whether the recorded run, made again with its own seed, still fails once this message is repaired, and which
    /// cells then speak other words; `nil` when that seed does not make the same run again.
    private func left(_ own: UInt64, repairedBy seed: UInt64, _ state: inout MeasureState) async throws
        -> (fails: Bool, changed: CellSet?)?
    {
        let again = ReplayRequest(prefix: 0, seed: own)
        guard let words = try await state.words(at: position, seed: seed) else { return nil }
        let repaired = ReplayRequest(
            kept: CellSet(prefix: position), replacing: position, by: .said(words), seed: own)
        let recorded = ReplayRequest(prefix: state.order.count, seed: own)
        let results = try await state.replay([again, repaired, recorded])
        guard results[0].succeeds == false, let saved = results[1].succeeds, results[0].words == results[2].words else {
            return nil
        }
        guard let before = results[0].words, let after = results[1].words, before.count == after.count else {
            return (!saved, nil)
        }
        return (!saved, CellSet(before.indices.filter { before[$0] != after[$0] }))
    }
}
