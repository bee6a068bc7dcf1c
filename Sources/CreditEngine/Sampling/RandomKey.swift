/// What a random number is for; equal keys give equal numbers, whatever ran before or beside them.
///
/// Source: ARCHITECTURE, "Decide these first": random numbers are keyed, never taken from a schedule.
public struct RandomKey: Sendable, Hashable {
    /// The problem's identifier.
    public var problem: String
    /// The number of the sample or replay, from 0.
    public var replay: UInt64
    /// The turn, from 1; 0 when the draw belongs to no turn.
    public var turn: Int
    /// The agent's name; empty when the draw belongs to no agent.
    public var agent: String
    /// What is drawn, such as `speak`.
    public var what: String

    /// Makes a key.
    public init(problem: String, replay: UInt64, turn: Int = 0, agent: String = "", what: String) {
        self.problem = problem
        self.replay = replay
        self.turn = turn
        self.agent = agent
        self.what = what
    }

    /// The key as 64 bits: FNV-1a over a canonical encoding, then mixed.
    ///
    /// The encoding is the fields in the order problem, replay, turn, agent, what; a number as 8 bytes, lowest first;
    /// a text as its UTF-8 length (8 bytes, lowest first) and its bytes, so no two keys share an encoding.
    public var hash64: UInt64 {
        var hash = FNV1a()
        hash.add(problem)
        hash.add(replay)
        hash.add(UInt64(bitPattern: Int64(turn)))
        hash.add(agent)
        hash.add(what)
        return SplitMix64.mix(hash.value)
    }
}

/// The FNV-1a hash of bytes, 64 bits wide; stable for ever, unlike `Hasher`.
struct FNV1a {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    mutating func add(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            add(byte: UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    mutating func add(_ text: String) {
        add(UInt64(text.utf8.count))
        for byte in text.utf8 {
            add(byte: byte)
        }
    }
}
