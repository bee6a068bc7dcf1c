/// What revised prompts gain over the current ones on the same problems and seeds, outside the gate.
///
/// As in the gate: a revised run without outcome counts as 0, against it; a pair whose current run has none is left out.
/// Source: Method §4, UNDEFINED.
struct ScoreGain: Sendable, Equatable {
    /// Σ (revised − current) over the pairs that count, each difference in [−1,1].
    private(set) var sum = 0.0
    /// The pairs that count.
    private(set) var count = 0

    /// Compares runs pair by pair; both lists are in the order of the same samples.
    init(of revised: [Rollout], over current: [Rollout]) {
        for (now, then) in zip(current, revised) {
            guard let before = now.score else { continue }
            sum += (then.score ?? 0) - before
            count += 1
        }
    }
}
