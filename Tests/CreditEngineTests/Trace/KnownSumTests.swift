import Testing

@testable import CreditEngine

@Suite("Sums of what recordings state") struct KnownSumTests {
    @Test func whatIsKnownIsSummed() {
        #expect(KnownSum.of([1, nil, 2] as [Int?]) == 3)
        #expect(KnownSum.of([0.5, nil, 2] as [Double?]) == 2.5)
        #expect(KnownSum.of([nil, nil] as [Int?]) == nil && KnownSum.of([] as [Double?]) == nil)
        #expect(KnownSum.ofAll([1, 2] as [Int?]) == 3 && KnownSum.ofAll([1, nil] as [Int?]) == nil)
        #expect(KnownSum.ofAll([] as [Double?]) == 0 && KnownSum.ofAll([1, nil] as [Double?]) == nil)
        #expect(KnownSum.mean(of: [1, nil, 2]) == 1.5 && KnownSum.mean(of: [nil]) == nil)
    }

    @Test func aSumThatIsTooLargeIsUnknown() {
        #expect(KnownSum.of([.max, 1, 1] as [Int?]) == nil)
        #expect(KnownSum.of([.min, -1] as [Int?]) == nil)
        #expect(KnownSum.ofAll([.max, .max] as [Int?]) == nil)
        #expect(KnownSum.of([1e308, 1e308] as [Double?]) == nil)
        #expect(KnownSum.ofAll([1e308, 1e308] as [Double?]) == nil && KnownSum.mean(of: [1e308, 1e308]) == nil)
    }

    @Test func tokensThatAreTooManyStaySoWhateverIsAdded() {
        let most = Usage(input: .max, output: 1)
        #expect(most + most == Usage(input: .max, output: 2))
        #expect(most + most + Usage(input: 5) == Usage(input: .max, output: 2))
        #expect(Usage(input: .min) + Usage(input: -1) == Usage(input: .min))
        #expect(most.total == nil && Usage(input: 1, output: 2).total == 3 && Usage(input: 1).total == nil)
    }

    @Test func aRunOfHugeFiguresHasNoSums() {
        var trace = TraceSketch.trace([("a", "x"), ("b", "y")])
        for index in trace.messages.indices {
            trace.messages[index].usage = Usage(input: .max, output: .max)
            (trace.messages[index].cost, trace.messages[index].latency) = (1e308, 1e308)
        }
        let rollout = Rollout(trace)
        #expect(rollout.tokens == nil && rollout.cost == nil && rollout.latency == nil)
        var counts = RolloutCounts()
        var one = rollout
        (one.tokens, one.cost) = (.max, 1e308)
        counts.add(one, isNew: true)
        counts.add(one, isNew: true)
        #expect(counts.tokens == .max && counts.cost == 1e308 && counts.unpriced == 1)
    }

    @Test func aMessageHasFiniteFigures() {
        let message = Message(ordinal: 0, turn: 1, agent: 0, output: "", latency: .infinity, cost: -.infinity)
        #expect(message.latency == nil && message.cost == nil)
        #expect(Numeral.dollars(.infinity) == "$?" && Numeral.seconds(.infinity) == "? s")
    }
}
