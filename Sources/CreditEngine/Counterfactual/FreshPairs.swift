/// Draws the fresh pairs that verdicts rest on, with seeds that had no part in choosing what they are about.
struct FreshPairs: Sendable {
    /// What a pair compares: the cells from the first position to the last kept, against the same spoken again.
    struct Contrast: Sendable, Hashable {
        let first: Int
        let last: Int
        /// One message is a swap by `resample`; several stand for all that was said from the first of them to the last.
        var isJoint: Bool { first != last }

        func requests(seed: UInt64) -> (kept: ReplayRequest, replaced: ReplayRequest) {
            (ReplayRequest(prefix: last + 1, seed: seed), ReplayRequest(prefix: first, seed: seed))
        }
    }

    /// What to compare, in this order.
    let contrasts: [Contrast]
    private let rule: VerdictRule
    /// The seeds of each contrast so far.
    private var seeds: [Contrast: [UInt64]] = [:]
    private var used: [Contrast: Int] = [:]
    private static let wave = 5

    /// Makes the contrasts of the named messages.
    ///
    /// - Parameter seeds: seeds that had no part in naming the only message; a partner may have been chosen by them.
    init(named: [Int], seeds: [UInt64]) {
        let each = named.map { Contrast(first: $0, last: $0) }
        rule = VerdictRule(naming: named.count)
        if let first = named.first, let last = named.last, named.count > 1 {
            contrasts = [Contrast(first: first, last: last)] + each
        } else {
            contrasts = each
            each.first.map { self.seeds[$0] = seeds }
        }
    }

    /// The seeds of the next few pairs, as many as the budget affords; `nil` when there are enough, or none fits.
    mutating func next(_ contrast: Contrast, _ state: inout MeasureState) -> [UInt64]? {
        let done = used[contrast, default: 0]
        let end = min(done + Self.wave, state.settings.pairs)
        guard done < end else { return nil }
        var own = seeds[contrast, default: []]
        while own.count < end { own.append(state.freshSeed()) }
        seeds[contrast] = own
        var wave = Array(own[done..<end])
        while !wave.isEmpty, !state.affords(requests(contrast, wave)) { wave.removeLast() }
        return wave.isEmpty ? nil : wave
    }

    /// Makes the pairs of some seeds.
    mutating func sample(_ contrast: Contrast, _ wave: [UInt64], _ state: inout MeasureState) async throws {
        let results = try await state.replay(requests(contrast, wave))
        var pairs = contrast.isJoint ? state.joint ?? PairedOutcomes() : state.pairs[contrast.first] ?? PairedOutcomes()
        for (index, seed) in wave.enumerated() {
            let (kept, replaced) = (results[2 * index], results[2 * index + 1])
            state.sample(kept, prefix: contrast.last + 1, seed: seed)
            state.sample(replaced, prefix: contrast.first, seed: seed)
            if let kept = kept.outcome, let replaced = replaced.outcome { pairs.add(kept: kept, replaced: replaced) }
        }
        if contrast.isJoint { state.joint = pairs } else { state.pairs[contrast.first] = pairs }
        used[contrast, default: 0] += wave.count
    }

    /// Whether the pairs so far show that it hurts, so that no more are needed.
    func isShown(_ contrast: Contrast, _ state: MeasureState) -> Bool {
        guard let pairs = contrast.isJoint ? state.joint : state.pairs[contrast.first] else { return false }
        return rule.verdict(on: pairs) == .hurts
    }

    private func requests(_ contrast: Contrast, _ wave: [UInt64]) -> [ReplayRequest] {
        wave.map(contrast.requests).flatMap { [$0.kept, $0.replaced] }
    }
}
