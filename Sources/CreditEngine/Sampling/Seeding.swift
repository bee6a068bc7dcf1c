/// How one run of a team gets its seeds.
///
/// Runs with equal `replay` are paired: every call has the same seed in each of them. `arm` stands for what a seed does
/// not fix: two runs that differ in `arm` are two different calls to a provider, whatever they share.
public struct Seeding: Sendable, Hashable {
    /// The number of the sample, from 0.
    public var replay: UInt64
    /// What tells this run's calls apart from those of other runs with the same `replay`.
    public var arm: UInt64
    /// How often the same run was asked for before, from 0; systems outside are told it.
    public var repetition: UInt64

    /// Makes a seeding.
    public init(replay: UInt64, arm: UInt64 = 0, repetition: UInt64 = 0) {
        self.replay = replay
        self.arm = arm
        self.repetition = repetition
    }

    /// The seed of one call, in 0 ..< 2³¹ so that every provider takes it and every JSON reader keeps it.
    ///
    /// - Parameter occurrence: 0 for the first call of this agent in this turn, then 1, 2, ….
    public func seed(problem: String, turn: Int, agent: String, occurrence: Int = 0) -> UInt64 {
        let key = RandomKey(problem: problem, replay: replay, turn: turn, agent: agent, what: "speak")
        return KeyedRandom(key).bits("seed", occurrence) >> 33
    }

    /// What tells the samples of one call apart where its seed does not.
    public func sampleSalt(problem: String, turn: Int, agent: String, occurrence: Int = 0) -> UInt64 {
        let key = RandomKey(problem: problem, replay: replay, turn: turn, agent: agent, what: "chance")
        return KeyedRandom(key).bits("arm \(arm)", occurrence)
    }
}
