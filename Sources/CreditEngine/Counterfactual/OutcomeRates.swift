/// Success rates of replays under one hypothesis about a fault, by which of its messages are kept, and how far replays with
/// one seed share their luck.
///
/// A seed is a number u: a coupled replay succeeds when u is below its rate, an uncoupled one with its rate.
struct OutcomeRates: Sendable {
    /// One replay with a seed: the index of its rate, and whether it succeeded.
    struct Seen: Sendable, Hashable {
        var rate: Int
        var success: Bool
    }

    /// The rates; bit i of an index is set where the i-th message of the fault is kept.
    let rates: [Double]
    /// The share ρ of draws that replays with one seed share, in [0,1].
    let coupling: Double
    /// The prior probability among the rates of its kind of fault.
    var prior: Double
    /// The rates with 0 and 1, ascending: u lies between two of them.
    private let bounds: [Double]

    init(_ rates: [Double], coupling: Double, prior: Double = 1) {
        self.rates = rates
        self.coupling = coupling
        self.prior = prior
        bounds = ([0, 1] + rates).sorted()
    }

    /// The chance of what replays with a pinned message showed, each with a seed of its own.
    ///
    /// The message may carry on what went wrong before it, so that nearly nothing succeeds though the fault is elsewhere:
    /// failures say little, a success rules it out.
    func pinnedLikelihood(_ seen: [Seen]) -> Double {
        let free = seen.reduce(1) { $0 * ($1.success ? rates[$1.rate] : 1 - rates[$1.rate]) }
        let carrying = seen.reduce(1) { $0 * ($1.success ? Self.lost : 1 - Self.lost) }
        return (1 - Self.carries) * free + Self.carries * carrying
    }

    /// The success rate where hardly anything can be saved.
    static let lost = 0.02
    /// The prior probability that a message carries on what went wrong before it.
    private static let carries = 0.3

    /// The chance of what a seed showed.
    func likelihood(_ seen: [Seen]) -> Double {
        if coupling == 0 || seen.count < 2 {
            return seen.reduce(1) { $0 * ($1.success ? rates[$1.rate] : 1 - rates[$1.rate]) }
        }
        var sum = 0.0
        for (low, high) in zip(bounds, bounds.dropFirst()) where high > low {
            sum += seen.reduce(high - low) { product, replay in
                let rate = rates[replay.rate]
                let chance = (1 - coupling) * (replay.success ? rate : 1 - rate)
                return product * (chance + ((high <= rate) == replay.success ? coupling : 0))
            }
        }
        return sum
    }
}
