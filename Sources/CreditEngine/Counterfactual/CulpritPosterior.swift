/// What replays say about where a run was lost, when seeds fix only part of what follows.
///
/// A hypothesis is a culprit position c with a success rate `before` while c is not kept, a lower one `after`, and the
/// share ρ of draws that replays with one seed share; or no culprit and one rate throughout. A seed is a number u: a
/// coupled replay succeeds when u is below its rate, an uncoupled one with its rate. Source: Method §4, "Spending a
/// budget".
struct CulpritPosterior: Sendable {
    /// One replay: the first `prefix` cells kept.
    struct Observation: Sendable {
        var prefix: Int
        var success: Bool
    }

    /// One setting of what is not asked for.
    private struct Setting: Sendable {
        var before: Double
        var after: Double
        var coupling: Double
    }

    /// The number K of cells.
    let count: Int
    private let settings: [Setting]
    /// Settings without a culprit have equal rates.
    private let flat: [Setting]
    private(set) var seeds: [UInt64: [Observation]] = [:]
    /// Log weights: K blocks of `settings`, then one of `flat`.
    private var weights: [Double]

    private static let rates = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98]
    private static let couplings = [0, 0.25, 0.5, 0.75, 1]

    init(count: Int) {
        self.count = count
        var settings: [Setting] = []
        var flat: [Setting] = []
        for coupling in Self.couplings {
            for before in Self.rates {
                flat.append(Setting(before: before, after: before, coupling: coupling))
                for after in Self.rates where after < before - 0.15 {
                    settings.append(Setting(before: before, after: after, coupling: coupling))
                }
            }
        }
        self.settings = settings
        self.flat = flat
        let share = -naturalLog(Double(count + 1))
        weights =
            Array(repeating: share - naturalLog(Double(settings.count)), count: count * settings.count)
            + Array(repeating: share - naturalLog(Double(flat.count)), count: flat.count)
    }

    /// Takes note of a replay.
    mutating func observe(prefix: Int, success: Bool, seed: UInt64) {
        let old = seeds[seed, default: []]
        let new = old + [Observation(prefix: prefix, success: success)]
        seeds[seed] = new
        for index in weights.indices {
            let (setting, position) = hypothesis(index)
            weights[index] +=
                naturalLog(likelihood(new, setting, position)) - naturalLog(likelihood(old, setting, position))
        }
    }

    /// The probability of each position, and of no culprit at the end; they sum to 1.
    var probabilities: [Double] {
        var sums = [Double](repeating: 0, count: count + 1)
        for (index, weight) in shares.enumerated() { sums[hypothesis(index).position] += weight }
        return sums
    }

    /// The replay with the most expected information on the culprit.
    ///
    /// - Parameter open: seeds that may be used again; a new one is always considered.
    /// - Returns: the prefix, and the seed to use again or `nil` for a new one.
    func best(open: [UInt64]) -> (prefix: Int, seed: UInt64?) {
        let shares = shares
        var total = [Double](repeating: 0, count: count + 1)
        var (before, after) = (total, total)
        var coupling = 0.0
        for (index, share) in shares.enumerated() {
            let (setting, position) = hypothesis(index)
            total[position] += share
            before[position] += share * setting.before
            after[position] += share * setting.after
            coupling += share * setting.coupling
        }
        var best = (prefix: 0, seed: UInt64?.none, information: -1.0)
        for prefix in 0..<count {
            let success = total.indices.map { prefix <= $0 ? before[$0] : after[$0] }
            let information = Self.information(total, success)
            if information > best.information + 1e-12 { best = (prefix, nil, information) }
        }
        guard coupling > 0.1 else { return (best.prefix, best.seed) }
        for seed in open {
            for prefix in candidates(total) {
                let information = Self.information(total, again(seed, prefix, shares))
                if information > best.information + 1e-12 { best = (prefix, seed, information) }
            }
        }
        return (best.prefix, best.seed)
    }

    /// The chance of a success of a seed that was used before, jointly with the position.
    private func again(_ seed: UInt64, _ prefix: Int, _ shares: [Double]) -> [Double] {
        let seen = seeds[seed, default: []]
        let next = seen + [Observation(prefix: prefix, success: true)]
        var success = [Double](repeating: 0, count: count + 1)
        for (index, share) in shares.enumerated() where share > 1e-9 {
            let (setting, position) = hypothesis(index)
            success[position] += share * likelihood(next, setting, position) / likelihood(seen, setting, position)
        }
        return success
    }

    /// Prefixes that cut the probability into eighths.
    private func candidates(_ total: [Double]) -> [Int] {
        var (sum, prefixes) = (0.0, [Int]())
        for position in 0..<count {
            let before = Int(sum * 8)
            sum += total[position]
            if Int(sum * 8) > before {
                for prefix in [position, position + 1] where prefix < count && prefixes.last != prefix {
                    prefixes.append(prefix)
                }
            }
        }
        return prefixes
    }

    /// Mutual information of a success and the position, in nats; `success` is joint with the position.
    private static func information(_ total: [Double], _ success: [Double]) -> Double {
        let all = success.reduce(0, +)
        return entropy(all)
            - zip(total, success).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * entropy($1.1 / $1.0) : 0) }
    }

    private static func entropy(_ p: Double) -> Double {
        p > 1e-12 && p < 1 - 1e-12 ? -p * naturalLog(p) - (1 - p) * naturalLog1p(-p) : 0
    }

    /// The chance of what a seed showed: u lies below both rates, between them, or above both.
    private func likelihood(_ seen: [Observation], _ setting: Setting, _ position: Int) -> Double {
        let free = 1 - setting.coupling
        var (low, middle, high) = (setting.after, setting.before - setting.after, 1 - setting.before)
        for observation in seen {
            let early = observation.prefix <= position
            let rate = early ? setting.before : setting.after
            let chance = free * (observation.success ? rate : 1 - rate)
            low *= chance + (observation.success ? setting.coupling : 0)
            middle *= chance + (observation.success == early ? setting.coupling : 0)
            high *= chance + (observation.success ? 0 : setting.coupling)
        }
        return max(low + middle + high, 1e-300)
    }

    /// What a weight belongs to.
    private func hypothesis(_ index: Int) -> (setting: Setting, position: Int) {
        let position = index / settings.count
        return position < count
            ? (settings[index % settings.count], position) : (flat[index - count * settings.count], count)
    }

    /// The weights as probabilities.
    private var shares: [Double] {
        let top = weights.max() ?? 0
        let scaled = weights.map { exponential($0 - top) }
        let sum = scaled.reduce(0, +)
        return scaled.map { $0 / sum }
    }
}
