import Testing

@testable import CreditEngine

@Suite("Lookahead")
struct LookaheadTests {
    private let half = Lookahead(horizon: 8, lambda: 0.5)

    /// A = (.1, .2, .8); turn 3 rests ¾ on turn 1 and ¼ on turn 2: .4 moves, .3 to turn 1 and .1 to turn 2;
    /// turn 2, now .3, rests on turn 1: .15 moves.
    @Test("By hand")
    func byHand() {
        let links: [[Lookahead.Link]] = [
            [], [.init(from: 0, weight: 2)], [.init(from: 0, weight: 3), .init(from: 1, weight: 1)],
        ]
        let moved = half.transfer([.value(0.1), .value(0.2), .value(0.8)], links: links).compactMap(\.value)
        for (value, expected) in zip(moved, [0.55, 0.15, 0.4]) { #expect(abs(value - expected) < 1e-12) }
    }

    @Test("No link, no move; too far, no move; no figure, no move")
    func noMove() {
        let scores: [Score] = [.value(0.1), .unscored("no state"), .value(0.8)]
        #expect(half.transfer(scores, links: [[], [], []]) == scores)
        let far: [[Lookahead.Link]] = [[], [], [.init(from: 0, weight: 1)]]
        #expect(Lookahead(horizon: 1, lambda: 0.5).transfer(scores, links: far) == scores)
        #expect(half.transfer(scores, links: [[], [], [.init(from: 1, weight: 1)]]) == scores)
        #expect(Lookahead(horizon: 0, lambda: 0.5).transfer(scores, links: far) == scores)
        #expect(Lookahead(horizon: 8, lambda: 0).transfer(scores, links: far) == scores)
    }

    @Test("ΣA is conserved, also for figures below 0 and beyond 1", arguments: 0..<100 as Range<UInt64>)
    func conserved(seed: UInt64) {
        var random = Digits(seed: seed)
        let count = 2 + random.below(40)
        let scores: [Score] = (0..<count).map { _ in
            random.below(6) == 0 ? .unscored("none") : .value(random.unit() * 3 - 1)
        }
        let links = (0..<count).map { t in
            (0..<t).filter { _ in random.below(3) == 0 }.map { Lookahead.Link(from: $0, weight: random.unit()) }
        }
        let setting = Lookahead(horizon: 1 + random.below(10), lambda: random.unit())
        let moved = setting.transfer(scores, links: links)
        let sum = { (x: [Score]) in x.compactMap(\.value).reduce(0, +) }
        #expect(abs(sum(scores) - sum(moved)) < 1e-9)
        #expect(zip(scores, moved).allSatisfy { ($0.value == nil) == ($1.value == nil) })
        #expect(moved.first?.value ?? 0 >= scores.first?.value ?? 0 || scores.contains { $0.value ?? 0 < 0 })
    }
}
