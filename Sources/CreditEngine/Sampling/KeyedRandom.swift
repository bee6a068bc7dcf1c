/// Random numbers by name: each draw depends on the seed and on what it is for, and on nothing else.
///
/// Two draws with different names are independent, and asking for one never moves another.
public struct KeyedRandom: Sendable, Hashable {
    /// The seed that all draws hang on.
    public var seed: UInt64

    /// Draws that hang on a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Draws that hang on a key.
    public init(_ key: RandomKey) {
        self.seed = key.hash64
    }

    /// 64 random bits for a purpose; `index` tells several draws of one purpose apart.
    public func bits(_ what: String, _ index: Int = 0) -> UInt64 {
        var hash = FNV1a()
        hash.add(seed)
        hash.add(what)
        hash.add(UInt64(bitPattern: Int64(index)))
        return SplitMix64.mix(hash.value)
    }

    /// A number in [0,1) in steps of 2⁻⁵³.
    public func unit(_ what: String, _ index: Int = 0) -> Double {
        Double(bits(what, index) >> 11) * 0x1p-53
    }

    /// An integer in the range; its lower bound when the range is empty.
    public func integer(_ what: String, _ index: Int = 0, in range: Range<Int>) -> Int {
        guard !range.isEmpty else { return range.lowerBound }
        let scaled = bits(what, index).multipliedFullWidth(by: UInt64(range.count))
        return range.lowerBound + Int(scaled.high)
    }

    /// A sequence of numbers for a purpose that needs many, such as a permutation.
    public func stream(_ what: String, _ index: Int = 0) -> SplitMix64 {
        SplitMix64(state: bits(what, index))
    }
}

/// A small generator with a published definition (Steele, Lea, Flood 2014), the same on every platform for ever.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    /// A generator that starts from a state.
    public init(state: UInt64) {
        self.state = state
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.finish(state)
    }

    /// The first output of a generator started from `value`; spreads every bit of it over the result.
    public static func mix(_ value: UInt64) -> UInt64 {
        finish(value &+ 0x9E37_79B9_7F4A_7C15)
    }

    private static func finish(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
