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
    private static let waveSize = 5

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

    /// The seeds of the next few planned pairs, as many as the budget affords; `nil` when there are enough, or none fits.
    mutating func next(_ contrast: Contrast, _ state: inout MeasureState) -> [UInt64]? {
        let planned = state.settings.pairs - used[contrast, default: 0]
        return planned > 0 ? wave(contrast, of: min(planned, Self.waveSize), &state) : nil
    }

    /// The seeds of the next few pairs beyond the plan; `nil` when the verdict stands, or when the budget left is smaller
    /// than what the verdict is thought to need.
    mutating func nextBeyondPlan(_ contrast: Contrast, _ state: inout MeasureState) -> [UInt64]? {
        guard let sample = sample(contrast, state), case .cantTell(let needed?) = rule.verdict(on: sample),
            needed <= state.left / 2
        else { return nil }
        return wave(contrast, of: min(needed, Self.waveSize), &state)
    }

    private mutating func wave(_ contrast: Contrast, of size: Int, _ state: inout MeasureState) -> [UInt64]? {
        let done = used[contrast, default: 0]
        let end = done + size
        var own = seeds[contrast, default: []]
        while own.count < end { own.append(state.freshSeed()) }
        seeds[contrast] = own
        var wave = Array(own[done..<end])
        while !wave.isEmpty, !state.affords(requests(contrast, wave)) { wave.removeLast() }
        return wave.isEmpty ? nil : wave
    }

    /// Makes the pairs of some seeds; the results are in the order of the seeds.
    mutating func sample(_ contrast: Contrast, _ wave: [UInt64], _ state: inout MeasureState) async throws
        -> [(kept: ReplayResult, replaced: ReplayResult)]
    {
        let results = try await state.replay(requests(contrast, wave))
        var pairs = sample(contrast, state) ?? PairedOutcomes()
        let arms = wave.indices.map { (kept: results[2 * $0], replaced: results[2 * $0 + 1]) }
        for (seed, (kept, replaced)) in zip(wave, arms) {
            state.sample(kept, prefix: contrast.last + 1, seed: seed)
            state.sample(replaced, prefix: contrast.first, seed: seed)
            if let kept = kept.outcome, let replaced = replaced.outcome { pairs.add(kept: kept, replaced: replaced) }
        }
        if contrast.isJoint { state.joint = pairs } else { state.pairs[contrast.first] = pairs }
        used[contrast, default: 0] += wave.count
        return arms
    }

    /// Whether the pairs so far show that it hurts, so that no more are needed.
    func isShown(_ contrast: Contrast, _ state: MeasureState) -> Bool {
        guard let pairs = sample(contrast, state) else { return false }
        return rule.verdict(on: pairs) == .hurts
    }

    private func sample(_ contrast: Contrast, _ state: MeasureState) -> PairedOutcomes? {
        contrast.isJoint ? state.joint : state.pairs[contrast.first]
    }

    private func requests(_ contrast: Contrast, _ wave: [UInt64]) -> [ReplayRequest] {
        wave.map(contrast.requests).flatMap { [$0.kept, $0.replaced] }
    }
}
