import CreditEngine
import Testing

@Suite struct KeyedRandomTests {
    /// Published outputs of SplitMix64 from state 1234567.
    @Test func splitMixAgreesWithItsPublishedVectors() {
        var generator = SplitMix64(state: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        for value in expected { #expect(generator.next() == value) }
    }

    /// Frozen, and worked out by another program: recorded runs hang on these for ever.
    @Test(
        arguments: [
            (RandomKey(problem: "", replay: 0, what: ""), 13_400_302_647_304_087_983),
            (
                RandomKey(problem: "p-42", replay: 7, turn: 3, agent: "critic", what: "speak"),
                10_673_843_593_594_166_022
            ),
            (RandomKey(problem: "p-42", replay: 7, turn: 3, agent: "研究員", what: "speak"), 6_373_941_745_801_531_579),
        ] as [(RandomKey, UInt64)])
    func keysKeepTheirHash(key: RandomKey, hash: UInt64) {
        #expect(key.hash64 == hash)
    }

    @Test func drawsKeepTheirValues() {
        let random = KeyedRandom(seed: 42)
        #expect(random.bits("slip") == 17_333_575_721_205_559_959)
        #expect(random.bits("slip", 1) == 14_275_380_221_322_390_566)
        #expect(random.integer("theme", in: 0..<1_000) == 139)
        #expect(Seeding(replay: 3).seed(problem: "p-1", turn: 2, agent: "a") == 1_738_883_272)
        #expect(Seeding(replay: 3, arm: 1).sampleSalt(problem: "p-1", turn: 2, agent: "a") == 7_573_813_196_529_265_546)
    }

    @Test func fieldsDoNotRunIntoEachOther() {
        let a = RandomKey(problem: "ab", replay: 0, agent: "c", what: "d")
        let b = RandomKey(problem: "a", replay: 0, agent: "bc", what: "d")
        let c = RandomKey(problem: "ab", replay: 0, agent: "", what: "cd")
        #expect(Set([a.hash64, b.hash64, c.hash64]).count == 3)
    }

    /// 4 standard errors around the mean of a uniform variable, and every sixteenth filled.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func unitsAreSpreadEvenly(seed: UInt64) {
        let random = KeyedRandom(seed: seed)
        let draws = (0..<2_000).map { random.unit("x", $0) }
        let mean = draws.reduce(0, +) / 2_000
        #expect(abs(mean - 0.5) < 4 * 0.2887 / 2_000.0.squareRoot())
        #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(Set(draws.map { Int($0 * 16) }).count == 16)
    }

    @Test func integersStayInRangeAndReachItsEnds() {
        let random = KeyedRandom(seed: 9)
        let draws = (0..<500).map { random.integer("n", $0, in: -3..<4) }
        #expect(Set(draws) == Set(-3..<4))
        #expect(random.integer("n", in: 5..<5) == 5)
    }

    @Test func seedsFitInThirtyOneBitsAndFollowEveryPartOfTheirKey() {
        let base = Seeding(replay: 1).seed(problem: "p", turn: 1, agent: "a")
        let others = [
            Seeding(replay: 2).seed(problem: "p", turn: 1, agent: "a"),
            Seeding(replay: 1).seed(problem: "q", turn: 1, agent: "a"),
            Seeding(replay: 1).seed(problem: "p", turn: 2, agent: "a"),
            Seeding(replay: 1).seed(problem: "p", turn: 1, agent: "b"),
            Seeding(replay: 1).seed(problem: "p", turn: 1, agent: "a", occurrence: 1),
        ]
        #expect(Set(others + [base]).count == 6)
        #expect((others + [base]).allSatisfy { $0 < 1 << 31 })
        #expect(Seeding(replay: 1, arm: 5).seed(problem: "p", turn: 1, agent: "a") == base)
    }

    @Test func theArmMovesTheChanceOnly() {
        let a = Seeding(replay: 1, arm: 0).sampleSalt(problem: "p", turn: 1, agent: "a")
        let b = Seeding(replay: 1, arm: 1).sampleSalt(problem: "p", turn: 1, agent: "a")
        #expect(a != b)
    }
}
