/// What replays say about where a run was lost, when seeds fix only part of what follows.
///
/// A hypothesis is a kind of fault (`FaultKind`), its place, and success rates. Source: Method §4, "Spending a budget".
struct CulpritPosterior: Sendable {
    /// One replay.
    struct Observation: Sendable {
        var kept: KeptCells
        var success: Bool
    }

    /// A replay to make.
    struct Choice: Sendable {
        var kept: KeptCells
        /// The seed to use again; `nil` for a new one.
        var seed: UInt64?
    }

    /// The number K of cells.
    let count: Int
    private var kinds: [FaultKind]
    private(set) var seeds: [UInt64: [Observation]] = [:]
    /// Replays with a pinned message, by its position; each has a seed of its own.
    private var pins: [Int: [Observation]] = [:]

    /// The prior probability that two messages both had to go wrong.
    private static let joint = 1.0 / 3
    /// The most cells with which two messages are thought of together: there are K²/2 pairs.
    private static let mostPaired = 64

    /// Makes the posterior before any replay.
    ///
    /// - Parameter pairs: whether two messages may have lost it together.
    init(count: Int, pairs: Bool = false) {
        self.count = count
        let joint = pairs && (2...Self.mostPaired).contains(count) ? Self.joint : 0
        let share = (1 - joint) / Double(count + 1)
        kinds = [.single(count: count, share: share * Double(count)), .none(share: share)]
        if joint > 0 { kinds.append(.both(count: count, share: joint)) }
    }

    /// Takes note of a replay.
    mutating func observe(_ kept: KeptCells, success: Bool, seed: UInt64) {
        let new = Observation(kept: kept, success: success)
        let replays: [Observation]
        if let pinned = kept.pinned {
            pins[pinned, default: []].append(new)
            replays = pins[pinned] ?? []
        } else {
            seeds[seed, default: []].append(new)
            replays = seeds[seed] ?? []
        }
        for index in kinds.indices { kinds[index].observe(replays) }
        let total = kinds.reduce(0) { $0 + $1.total }
        guard total > 0 else { return }
        for index in kinds.indices { kinds[index].scale(by: 1 / total) }
    }

    /// Every place and its probability, that of no message among them; they sum to 1.
    var places: [(positions: [Int], probability: Double)] {
        kinds.flatMap { kind in zip(kind.places, kind.probabilities).map { (positions: $0, probability: $1) } }
    }

    /// The probability of each position that it has a part in the loss.
    var parts: [Double] {
        places.reduce(into: [Double](repeating: 0, count: count)) { sums, place in
            for position in place.positions { sums[position] += place.probability }
        }
    }

    /// The replay with the most expected information on the place.
    ///
    /// - Parameters:
    ///   - open: seeds that may be used again; a new one is always considered.
    ///   - pinned: positions that may be pinned behind a prefix that ends before them.
    func best(open: [UInt64] = [], pinned: [Int] = []) -> Choice {
        let expected = kinds.map(\.expectation)
        var best = (choice: Choice(kept: KeptCells(prefix: 0)), information: -1.0)
        func consider(_ choice: Choice, _ success: Double, _ entropy: Double) {
            let information = binaryEntropy(success) - entropy
            if information > best.information + 1e-12 { best = (choice, information) }
        }
        for prefix in 0..<count {
            let kept = KeptCells(prefix: prefix)
            var (success, entropy) = (0.0, 0.0)
            for (kind, expected) in zip(kinds, expected) {
                for place in kind.places.indices {
                    let index = place * expected.width + kind.rate(at: place, kept)
                    success += expected.successes[index]
                    entropy += expected.entropies[index]
                }
            }
            consider(Choice(kept: kept), success, entropy)
        }
        func considerAgain(_ choice: Choice, after replays: [Observation]) {
            let again = kinds.map { $0.again(choice.kept, after: replays) }
            consider(choice, again.reduce(0) { $0 + $1.success }, again.reduce(0) { $0 + $1.entropy })
        }
        for position in pinned {
            for prefix in cuts(earlier(than: position)) {
                considerAgain(
                    Choice(kept: KeptCells(prefix: prefix, pinned: position)), after: pins[position, default: []])
            }
        }
        guard kinds.reduce(0, { $0 + $1.coupling }) > 0.1 else { return best.choice }
        let prefixes = cuts(parts)
        for seed in open {
            for prefix in prefixes {
                considerAgain(Choice(kept: KeptCells(prefix: prefix), seed: seed), after: seeds[seed, default: []])
            }
        }
        return best.choice
    }

    /// The probability of each position before one that both lost the run.
    private func earlier(than position: Int) -> [Double] {
        places.reduce(into: [Double](repeating: 0, count: position)) { sums, place in
            if place.positions.count > 1, place.positions[1] == position {
                sums[place.positions[0]] += place.probability
            }
        }
    }

    /// Prefixes that cut a probability into eighths.
    private func cuts(_ parts: [Double]) -> [Int] {
        let total = parts.reduce(0, +)
        guard total > 0 else { return [] }
        var (sum, prefixes) = (0.0, [Int]())
        for position in parts.indices {
            let before = Int(sum * 8 / total)
            sum += parts[position]
            if Int(sum * 8 / total) > before {
                for prefix in [position, position + 1] where prefix < parts.count && prefixes.last != prefix {
                    prefixes.append(prefix)
                }
            }
        }
        return prefixes
    }
}
