/// Which problems the optimiser may see, which validate, and which stay sealed for the end.
///
/// Source: Method §6: the splits are fixed by seed and stored.
public struct ProblemSplit: Sendable, Hashable {
    /// A part of the problems.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// Traces of these feed critiques.
        case optimise
        /// Proposals are held against these.
        case validate
        /// Opened once, at the end.
        case test
    }

    /// How much of the problems goes where; each in [0,1], together 1.
    public struct Fractions: Sendable, Hashable {
        /// The optimiser's.
        public var optimise: Double
        /// The gate's.
        public var validate: Double
        /// The sealed.
        public var test: Double

        /// Makes fractions; those of the team file's example by default.
        public init(optimise: Double = 0.4, validate: Double = 0.4, test: Double = 0.2) {
            self.optimise = optimise
            self.validate = validate
            self.test = test
        }
    }

    /// The part of each problem, by its identifier.
    public var parts: [String: Part]

    /// A split that was made earlier.
    public init(parts: [String: Part]) {
        self.parts = parts
    }

    /// Splits problems by a seed, whatever their order.
    ///
    /// Sizes are `count × fraction`, rounded so that they add up. Equal identifiers are one problem.
    public init(problems: [String], fractions: Fractions = Fractions(), seed: UInt64) {
        let random = KeyedRandom(seed: seed)
        let shuffled = Set(problems).map { (random.bits("split " + $0), $0) }.sorted { $0 < $1 }
        let count = Double(shuffled.count)
        let first = Int((count * fractions.optimise).rounded())
        let second = max(first, Int((count * (fractions.optimise + fractions.validate)).rounded()))
        parts = [:]
        for (place, problem) in shuffled.enumerated() {
            parts[problem.1] = place < first ? .optimise : place < second ? .validate : .test
        }
    }

    /// The identifiers of a part's problems, in order of the identifiers.
    public func problems(in part: Part) -> [String] {
        parts.filter { $0.value == part }.map(\.key).sorted()
    }
}
