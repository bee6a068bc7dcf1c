/// All hypotheses of one kind about where a run was lost: nowhere, at one message, or at two that both had to go wrong.
///
/// Each pairs a place with success rates; `weights` are their probabilities.
struct FaultKind: Sendable {
    /// The positions that each place stands for, ascending; all places have as many.
    let places: [[Int]]
    private let rates: [OutcomeRates]
    /// Probabilities, place by place.
    private var weights: [Double]
    /// The probability of each place.
    private(set) var probabilities: [Double]

    /// What a replay is expected to come to, place by place and by the index of the rate.
    struct Expectation {
        /// The probability of each place.
        var totals: [Double]
        /// Jointly with a success, by place, then rate.
        var successes: [Double]
        /// total × entropy of the success, in the same order.
        var entropies: [Double]
        /// Rates of one place.
        var width: Int
    }

    /// Makes hypotheses whose probabilities sum to `share`, each place as likely as every other.
    init(_ places: [[Int]], _ rates: [OutcomeRates], share: Double) {
        self.places = places
        let sum = rates.reduce(0) { $0 + $1.prior }
        self.rates = rates
        let priors = rates.map { $0.prior / sum * share / Double(max(1, places.count)) }
        weights = Array(repeatElement(priors, count: places.count).joined())
        probabilities = Array(repeating: share / Double(max(1, places.count)), count: places.count)
    }

    /// No message lost it: one rate throughout.
    static func none(share: Double) -> FaultKind {
        FaultKind(
            [[]], couplings.flatMap { coupling in grid.map { OutcomeRates([$0], coupling: coupling) } }, share: share)
    }

    /// One message did.
    ///
    /// Half of the prior has it that hardly a replay succeeds once the message is kept: most outcomes hang
    /// on one answer, and a wrong step on the way to it is seldom made good.
    static func single(count: Int, share: Double) -> FaultKind {
        var rates: [OutcomeRates] = []
        for coupling in couplings {
            for before in grid {
                for after in grid where after < before - 0.15 {
                    rates.append(OutcomeRates([before, after], coupling: coupling))
                }
            }
        }
        let hopeless = rates.count { $0.rates[1] == OutcomeRates.lost }
        for index in rates.indices {
            rates[index].prior =
                rates[index].rates[1] == OutcomeRates.lost
                ? 0.5 / Double(hopeless) : 0.5 / Double(rates.count - hopeless)
        }
        return FaultKind((0..<count).map { [$0] }, rates, share: share)
    }

    /// Two messages did, and only because both went wrong: each has a chance to come out right when it speaks again, and
    /// either right is enough.
    static func both(count: Int, share: Double) -> FaultKind {
        let places = (0..<count).flatMap { first in ((first + 1)..<max(count, first + 1)).map { [first, $0] } }
        let chances = [0.15, 0.35, 0.6, 0.85]
        let rates = [0, 0.5, 1].flatMap { coupling in
            chances.flatMap { first in
                chances.map { second in
                    OutcomeRates(
                        [1 - (1 - first) * (1 - second), second, first, OutcomeRates.lost], coupling: coupling)
                }
            }
        }
        return FaultKind(places, rates, share: share)
    }

    private static let grid = [OutcomeRates.lost, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98]
    private static let couplings = [0, 0.25, 0.5, 0.75, 1]

    /// The index of the rate that holds at a place when some cells are kept.
    func rate(at place: Int, _ kept: KeptCells) -> Int {
        var index = 0
        for (bit, position) in places[place].enumerated() where kept.contains(position) { index |= 1 << bit }
        return index
    }

    private func seen(_ replays: [CulpritPosterior.Observation], at place: Int) -> [OutcomeRates.Seen] {
        replays.map { OutcomeRates.Seen(rate: rate(at: place, $0.kept), success: $0.success) }
    }

    /// How much likelier the last replay makes each of the rates at a place, given the others of its seed or of its pin.
    private func factors(_ seen: [OutcomeRates.Seen], arePinned: Bool) -> [Double] {
        let before = Array(seen.dropLast())
        return rates.map { rates in
            let old = arePinned ? rates.pinnedLikelihood(before) : rates.likelihood(before)
            return old > 0 ? (arePinned ? rates.pinnedLikelihood(seen) : rates.likelihood(seen)) / old : 0
        }
    }

    /// Takes note of the last replay of a seed, or of a pin; the probabilities have to be scaled afterwards.
    mutating func observe(_ replays: [CulpritPosterior.Observation]) {
        var known: [[OutcomeRates.Seen]: [Double]] = [:]
        for place in places.indices {
            let seen = seen(replays, at: place)
            let factors = known[seen] ?? factors(seen, arePinned: replays.last?.kept.pinned != nil)
            known[seen] = factors
            let start = place * rates.count
            for index in rates.indices { weights[start + index] *= factors[index] }
        }
    }

    /// The sum of all weights.
    var total: Double {
        var sum = 0.0
        for weight in weights { sum += weight }
        return sum
    }

    /// Scales the weights so that those of all kinds sum to 1.
    mutating func scale(by factor: Double) {
        for place in places.indices {
            var sum = 0.0
            for index in (place * rates.count)..<((place + 1) * rates.count) {
                weights[index] *= factor
                sum += weights[index]
            }
            probabilities[place] = sum
        }
    }

    /// The expected share of draws that replays with one seed share, times the probability of this kind.
    var coupling: Double {
        weights.indices.reduce(0) { $0 + weights[$1] * rates[$1 % rates.count].coupling }
    }

    /// What a replay with a new seed would come to.
    var expectation: Expectation {
        let width = rates.first?.rates.count ?? 1
        var result = Expectation(totals: probabilities, successes: [], entropies: [], width: width)
        result.successes = Array(repeating: 0, count: places.count * width)
        for place in places.indices {
            let start = place * rates.count
            for index in rates.indices {
                let weight = weights[start + index]
                for rate in 0..<width { result.successes[place * width + rate] += weight * rates[index].rates[rate] }
            }
        }
        result.entropies = result.successes.indices.map { index in
            let total = result.totals[index / width]
            return total > 0 ? total * binaryEntropy(result.successes[index] / total) : 0
        }
        return result
    }

    /// The same for a seed, or a pin, that was used before: the probability of a success, and Σ total × entropy.
    ///
    /// Places that hardly count are left out.
    func again(_ kept: KeptCells, after replays: [CulpritPosterior.Observation]) -> (success: Double, entropy: Double) {
        var known: [[OutcomeRates.Seen]: [Double]] = [:]
        var result = (success: 0.0, entropy: 0.0)
        let all = replays + [.init(kept: kept, success: true)]
        for place in places.indices where probabilities[place] > Self.negligible {
            let seen = seen(all, at: place)
            let factors = known[seen] ?? factors(seen, arePinned: kept.pinned != nil)
            known[seen] = factors
            let start = place * rates.count
            var success = 0.0
            for index in rates.indices { success += weights[start + index] * factors[index] }
            result.success += success
            result.entropy += probabilities[place] * binaryEntropy(success / probabilities[place])
        }
        return result
    }

    /// The probability of a place below which it does not count in what another replay is expected to show.
    private static let negligible = 1e-4
}

/// −p ln p − (1 − p) ln(1 − p), in nats.
func binaryEntropy(_ p: Double) -> Double {
    p > 1e-12 && p < 1 - 1e-12 ? -p * naturalLog(p) - (1 - p) * naturalLog1p(-p) : 0
}
