import Testing

@testable import CreditEngine

@Suite("Gate")
struct GateTests {
    private static let open = GateRule(maxPairs: 1_000, futility: [])

    /// Pairs in order: `+` the candidate did better, `-` worse, `=` both alike, `?` current UNDEFINED, `!` candidate
    /// UNDEFINED where the current prompts succeeded, `.` where they failed.
    private func gate(_ pairs: String, _ rule: GateRule = GateRule(), ordinal: Int = 1) -> Gate {
        var gate = Gate(rule, ordinal: ordinal)
        for pair in pairs {
            switch pair {
            case "+": gate.add(current: 0, candidate: 1)
            case "-": gate.add(current: 1, candidate: 0)
            case "?": gate.add(current: nil, candidate: 1)
            case "!": gate.add(current: 1, candidate: nil)
            case ".": gate.add(current: 0, candidate: nil)
            default: gate.add(current: 1, candidate: 1)
            }
        }
        return gate
    }

    private func many(_ count: Int, _ pair: String) -> String { String(repeating: pair, count: count) }

    @Test(
        "the k-th candidate needs E ≥ 2/α_k: after so many wins in a row",
        arguments: [(1, 9), (2, 11), (3, 12), (20, 18)])
    func threshold(ordinal: Int, wins: Int) {
        let alpha = 0.05 / Double(ordinal * (ordinal + 1))
        #expect(abs(Gate(ordinal: ordinal).logThreshold - naturalLog(2 / alpha)) < 1e-12)
        #expect(gate(many(wins - 1, "+"), Self.open, ordinal: ordinal).decision == nil)
        let shown = gate(many(wins, "+"), Self.open, ordinal: ordinal)
        #expect(shown.decision == .shownByEvidence && shown.count == wins)
        // All won: E = (2ⁿ⁺¹ − 1)/(n + 1).
        let evidence = { (n: Int) in (exponential(Double(n + 1) * naturalLog(2)) - 1) / Double(n + 1) }
        #expect(evidence(wins) >= 2 / alpha && evidence(wins - 1) < 2 / alpha)
    }

    @Test("all α_k together stay below α")
    func wholeAlpha() {
        let spent = (1...100_000).reduce(0) { $0 + GateRule().alpha(of: $1) }
        #expect(spent < 0.05 && spent > 0.0499)
    }

    @Test(
        "drops at its three points and nowhere else",
        arguments: [
            ("+--=========", true), ("------------", true), ("+-==========", false), ("============", false),
            ("====================", true), ("+===================", false), ("+-+-+-++--==========", true),
            ("++-=================", false), ("++" + String(repeating: "=", count: 30), true),
            ("+++" + String(repeating: "=", count: 29), false), ("++-++-" + String(repeating: "=", count: 26), true),
        ])
    func futility(pairs: String, drops: Bool) {
        #expect((gate(pairs).decision == .futile) == drops)
        // The same pairs less the last are still undecided: it drops at 12, 20 and 32 only.
        #expect(gate(String(pairs.dropLast())).decision == nil)
    }

    @Test("at n_max the exact test passes at p ≤ α_k/2, and never before")
    func exactTest() throws {
        // 130 pairs, 40 differ: the fewest wins with p ≤ .0125 do it.
        let rule = GateRule(futility: [])
        let enough = try #require((20...40).first { ExactMcNemar(wins: $0, losses: 40 - $0).p <= 0.0125 })
        func pairs(_ wins: Int) -> String { many(40 - wins, "-") + many(wins, "+") + many(90, "=") }
        #expect(gate(pairs(enough), rule).decision == .shownByExactTest)
        #expect(gate(pairs(enough - 1), rule).decision == .notShown)
        #expect(gate(String(pairs(enough).dropLast()), rule).decision == nil)
        #expect(gate(String(pairs(enough).dropLast()), rule).exactP == nil)
        #expect(gate(pairs(enough), rule, ordinal: 2).decision == .notShown)
    }

    @Test("graded outcomes: E ≥ 1/α_k and no exact test")
    func graded() {
        let rule = GateRule(futility: [], outcomes: .graded)
        #expect(abs(Gate(rule).logThreshold - naturalLog(40)) < 1e-12)
        var gate = Gate(rule)
        var differences: [Double] = []
        while gate.decision == nil {
            gate.add(current: 0.4, candidate: 0.6)
            differences.append(0.6 - 0.4)
        }
        #expect(gate.decision == .shownByEvidence)
        #expect(gate.evidence == EValue(differences) && EValue(Array(differences.dropLast())).log < naturalLog(40))
        var even = Gate(rule)
        for _ in 0..<130 { even.add(current: 0.5, candidate: 0.5) }
        #expect(even.decision == .notShown && even.exactP == nil)
    }

    /// +1 in three of ten pairs and −.01 in the others is a mean gain of .29: by signs it is behind.
    @Test("graded outcomes are not dropped by signs", arguments: 0..<20 as Range<UInt64>)
    func gradedIsNotFutile(seed: UInt64) {
        let random = KeyedRandom(seed: seed)
        for rule in [
            GateRule(outcomes: .graded), GateRule(futility: GateRule.usualFutility, outcomes: .graded),
        ] {
            #expect(rule.drops.isEmpty)
            var gate = Gate(rule)
            var pair = 0
            while gate.decision == nil {
                let gains = random.unit("gain", pair) < 0.3
                gate.add(current: gains ? 0 : 0.51, candidate: gains ? 1 : 0.5)
                pair += 1
            }
            #expect(gate.decision == .shownByEvidence)
        }
        #expect(GateRule().drops == GateRule.usualFutility)
    }

    @Test("a candidate's UNDEFINED counts against it; the current prompts' leaves the pair out")
    func undefined() {
        let against = gate("+++!", Self.open)
        #expect((against.count, against.wins, against.losses, against.leftOut) == (4, 3, 1, 0))
        #expect(against.evidence == EValue(wins: 3, losses: 1))
        let out = gate("+?+?", Self.open)
        #expect((out.count, out.wins, out.losses, out.leftOut) == (2, 2, 0, 2))
        #expect(out.evidence == EValue(wins: 2, losses: 0))
        let both = gate("..", Self.open)
        #expect((both.count, both.wins, both.losses) == (2, 0, 0))
        // The points of futility count the pairs that count.
        #expect(gate("????" + many(20, "=")).decision == .futile && gate("????" + many(19, "=")).decision == nil)
    }

    @Test("nothing changes once it is decided")
    func once() {
        let shown = gate(many(9, "+"), Self.open)
        #expect(gate(many(9, "+") + many(50, "-"), Self.open) == shown)
    }

    /// What may be drawn side by side: whatever comes, nothing is decided before the last of those pairs, and something
    /// could be decided at it.
    @Test("sure pairs are needed however they come out, and no more of them are", arguments: 0..<60 as Range<UInt64>)
    func surePairs(seed: UInt64) {
        let random = KeyedRandom(seed: seed)
        let rule = GateRule(
            maxPairs: random.integer("n", in: 5..<60), futility: seed % 3 == 0 ? [] : GateRule.usualFutility)
        var gate = Gate(rule, ordinal: random.integer("k", in: 1..<4))
        var pair = 0
        while gate.decision == nil {
            let sure = gate.surePairs
            #expect(sure >= 1)
            var best = gate
            for step in 1...sure {
                best.add(current: 0, candidate: 1)
                #expect(step == sure || best.decision == nil)
            }
            let stops = rule.futility.map(\.pairs) + [rule.maxPairs]
            #expect(best.decision != nil || stops.contains(best.count))
            for _ in 0..<sure {
                #expect(gate.decision == nil)
                gate.add(
                    current: random.unit("a", pair) < 0.5 ? 1 : 0, candidate: random.unit("b", pair) < 0.7 ? 1 : 0)
                pair += 1
            }
        }
        #expect(gate.surePairs == 0)
    }

    @Test("says about how many more pairs it takes, never more than are left, and nothing without a lead")
    func moreNeeded() throws {
        #expect(gate("").moreNeeded == nil && gate("+-").moreNeeded == nil && gate("-").moreNeeded == nil)
        let leading = gate("++++++-", Self.open)
        #expect(try #require(leading.moreNeeded) >= 1)
        #expect(gate(many(100, "=") + "+", GateRule(futility: [])).moreNeeded == 29)
        #expect(gate(many(9, "+"), Self.open).moreNeeded == nil)
    }

    @Test("graded: the number of pairs comes from the sizes of differences, and is none where it does not fit")
    func moreNeededGraded() {
        func gate(_ pairs: Int, _ difference: Double, most: Int = 130) -> Gate {
            var gate = Gate(GateRule(maxPairs: most, outcomes: .graded))
            for _ in 0..<pairs { gate.add(current: 0.5, candidate: 0.5 + difference) }
            return gate
        }
        // E ≥ 40 comes after 111 pairs of +.05; half a pair of the opposite is reckoned with.
        #expect(gate(20, 0.05).moreNeeded == 95)
        #expect(gate(20, 0.05, most: 100).moreNeeded == nil)
        #expect(gate(20, 0).moreNeeded == nil && gate(20, -0.05).moreNeeded == nil)
        // Many small losses do not hide a lead.
        var led = Gate(GateRule(outcomes: .graded))
        for place in 0..<10 { led.add(current: place < 3 ? 0 : 0.51, candidate: place < 3 ? 1 : 0.5) }
        #expect(led.wins < led.losses && (led.moreNeeded ?? 0) > 0)
    }

    @Test("outcomes that are not finite are failures; scores count as success from the threshold on")
    func odd() {
        var gate = Gate(Self.open)
        gate.add(current: .nan, candidate: 0.5)
        gate.add(current: 0.49, candidate: .infinity)
        #expect((gate.wins, gate.losses, gate.count) == (1, 0, 2))
    }
}
