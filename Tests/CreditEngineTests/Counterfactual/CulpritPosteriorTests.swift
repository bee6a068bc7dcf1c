import Testing

@testable import CreditEngine

@Suite("Posterior over the culprit")
struct CulpritPosteriorTests {
    @Test("starts even, and sums to 1 whatever is seen", arguments: 0..<5 as Range<UInt64>)
    func sums(seed: UInt64) {
        var posterior = CulpritPosterior(count: 5)
        for probability in posterior.probabilities { #expect(abs(probability - 1.0 / 6) < 1e-9) }
        let random = KeyedRandom(seed: seed)
        for step in 0..<20 {
            posterior.observe(
                prefix: random.integer("k", step, in: 0..<5), success: random.unit("y", step) < 0.5,
                seed: UInt64(step / 2))
            #expect(abs(posterior.probabilities.reduce(0, +) - 1) < 1e-9)
        }
    }

    @Test("does not depend on the order of what is seen")
    func order() {
        let seen = [(0, true, 1), (2, false, 1), (1, true, 2), (4, false, 3), (0, false, 4)] as [(Int, Bool, UInt64)]
        var (there, back) = (CulpritPosterior(count: 5), CulpritPosterior(count: 5))
        for (prefix, success, seed) in seen { there.observe(prefix: prefix, success: success, seed: seed) }
        for (prefix, success, seed) in seen.reversed() { back.observe(prefix: prefix, success: success, seed: seed) }
        for (a, b) in zip(there.probabilities, back.probabilities) { #expect(abs(a - b) < 1e-9) }
    }

    @Test("a success late moves the culprit later, failures early move it earlier")
    func direction() {
        var late = CulpritPosterior(count: 6)
        for seed in 0..<4 as Range<UInt64> { late.observe(prefix: 3, success: true, seed: seed) }
        for seed in 4..<8 as Range<UInt64> { late.observe(prefix: 5, success: false, seed: seed) }
        let probabilities = late.probabilities
        #expect(probabilities[3] + probabilities[4] > 0.9)
    }

    @Test("asks in the middle when all seeds are new")
    func middle() {
        var posterior = CulpritPosterior(count: 8)
        for seed in 0..<5 as Range<UInt64> { posterior.observe(prefix: 0, success: true, seed: seed) }
        let next = posterior.best(open: [])
        #expect((2...6).contains(next.prefix) && next.seed == nil)
    }
}
