/// How a validation goes, after every pair.
public struct ValidationProgress: Sendable, Equatable {
    /// What it is at.
    public enum Phase: String, Sendable, Hashable {
        /// Drawing pairs on held-out problems.
        case heldOut
        /// The evidence is there: drawing pairs on the optimiser's own problems, for the train gap.
        case train
    }

    /// What it is at.
    public var phase: Phase
    /// The pairs so far and the evidence in them.
    public var gate: Gate
    /// Rollouts made for it.
    public var rollouts: Int
    /// Rollouts that were there already.
    public var cached: Int
    /// Rollouts that are UNDEFINED.
    public var undefined: Int
    /// Model calls made for it.
    public var calls: Int

    /// The mean of candidate − current so far, in [−1,1]; `nil` without pairs.
    public var difference: Double? { gate.outcomes.effect.map { -$0 } }

    /// Its 95 % interval, as if the number of pairs had been fixed before; never a rule for when to stop.
    public var interval: EffectInterval? {
        gate.outcomes.interval().map { EffectInterval(low: -$0.high, high: -$0.low) }
    }
}
