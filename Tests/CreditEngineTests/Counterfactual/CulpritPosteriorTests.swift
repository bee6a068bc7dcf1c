import Testing

@testable import CreditEngine

@Suite("Posterior over the culprit")
struct CulpritPosteriorTests {
    private func probability(_ posterior: CulpritPosterior, _ positions: [Int]) -> Double {
        posterior.places.first { $0.positions == positions }?.probability ?? 0
    }

    @Test("starts even, and sums to 1 whatever is seen", arguments: [false, true])
    func sums(pairs: Bool) {
        var posterior = CulpritPosterior(count: 5, pairs: pairs)
        #expect(posterior.places.count == (pairs ? 16 : 6))
        for place in posterior.places {
            let share = pairs ? (place.positions.count == 2 ? 1.0 / 30 : 1.0 / 9) : 1.0 / 6
            #expect(abs(place.probability - share) < 1e-9)
        }
        let random = KeyedRandom(seed: 3)
        for step in 0..<40 {
            let pinned = random.unit("pin", step) < 0.3 ? 4 : nil
            posterior.observe(
                KeptCells(prefix: random.integer("k", step, in: 0..<4), pinned: pinned),
                success: random.unit("y", step) < 0.5, seed: UInt64(step / 2))
            #expect(abs(posterior.places.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
        }
    }

    @Test("does not depend on the order of what is seen")
    func order() {
        let seen =
            [(0, nil, true, 1), (2, nil, false, 1), (1, nil, true, 2), (0, 3, false, 3), (1, 3, true, 4)]
            as [(Int, Int?, Bool, UInt64)]
        var (there, back) = (CulpritPosterior(count: 5, pairs: true), CulpritPosterior(count: 5, pairs: true))
        for (prefix, pinned, success, seed) in seen {
            there.observe(KeptCells(prefix: prefix, pinned: pinned), success: success, seed: seed)
        }
        for (prefix, pinned, success, seed) in seen.reversed() {
            back.observe(KeptCells(prefix: prefix, pinned: pinned), success: success, seed: seed)
        }
        for (a, b) in zip(there.places, back.places) { #expect(abs(a.probability - b.probability) < 1e-9) }
    }

    @Test("a success late moves the culprit later, failures early move it earlier")
    func direction() {
        var late = CulpritPosterior(count: 6)
        for seed in 0..<4 as Range<UInt64> { late.observe(KeptCells(prefix: 3), success: true, seed: seed) }
        for seed in 4..<8 as Range<UInt64> { late.observe(KeptCells(prefix: 5), success: false, seed: seed) }
        #expect(late.parts[3] + late.parts[4] > 0.9)
    }

    @Test("asks in the middle when all seeds are new")
    func middle() {
        var posterior = CulpritPosterior(count: 8)
        for seed in 0..<5 as Range<UInt64> { posterior.observe(KeptCells(prefix: 0), success: true, seed: seed) }
        let next = posterior.best()
        #expect((2...6).contains(next.kept.prefix) && next.seed == nil)
    }

    @Test("failures of a pinned message say little, one success says that something before it had a part")
    func pinned() {
        var posterior = CulpritPosterior(count: 6, pairs: true)
        for seed in 0..<8 as Range<UInt64> {
            posterior.observe(KeptCells(prefix: 4), success: seed % 2 == 0, seed: seed)
        }
        for seed in 8..<20 as Range<UInt64> { posterior.observe(KeptCells(prefix: 5), success: false, seed: seed) }
        let before = posterior
        let (alone, both) = (probability(before, [4]), probability(before, [1, 4]))
        for seed in 20..<60 as Range<UInt64> {
            posterior.observe(KeptCells(prefix: 0, pinned: 4), success: false, seed: seed)
        }
        // However many there are: the message may carry on what went wrong before it.
        #expect(probability(posterior, [1, 4]) > 0.2 * both * probability(posterior, [4]) / alone)
        posterior = before
        for seed in 20..<26 as Range<UInt64> {
            posterior.observe(KeptCells(prefix: 0, pinned: 4), success: seed < 23, seed: seed)
        }
        #expect(probability(posterior, [4]) < 0.1 && posterior.parts[4] > 0.9)
    }
}

@Suite("Success rates under a hypothesis")
struct OutcomeRatesTests {
    private typealias Seen = OutcomeRates.Seen

    @Test("the chances of all that three replays may show sum to 1", arguments: [0, 0.25, 1])
    func sums(coupling: Double) {
        let rates = OutcomeRates([0.8, 0.5, 0.3, 0.02], coupling: coupling)
        for indices in [[0, 0, 0], [0, 3, 3], [1, 2, 3]] {
            let shown = (0..<8).map { bits in
                indices.enumerated().map { Seen(rate: $1, success: bits >> $0 & 1 == 1) }
            }
            #expect(abs(shown.reduce(0) { $0 + rates.likelihood($1) } - 1) < 1e-12)
            #expect(abs(shown.reduce(0) { $0 + rates.pinnedLikelihood($1) } - 1) < 1e-12)
        }
    }

    @Test("coupled replays share their luck, others do not")
    func coupling() {
        let twice = [Seen(rate: 0, success: true), Seen(rate: 0, success: true)]
        #expect(OutcomeRates([0.4], coupling: 1).likelihood(twice) == 0.4)
        #expect(abs(OutcomeRates([0.4], coupling: 0).likelihood(twice) - 0.16) < 1e-12)
        // A seed that is good enough for the lower rate is good enough for the higher one.
        let crossed = [Seen(rate: 0, success: false), Seen(rate: 1, success: true)]
        #expect(OutcomeRates([0.4, 0.1], coupling: 1).likelihood(crossed) == 0)
    }
}
