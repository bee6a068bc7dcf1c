import CreditEngine
import Testing

@testable import Inspector

/// Who spoke when, beside whom and after whom.
@Suite struct SpokenTimesTests {
    private static let second = 1_000_000_000
    private static let start = 1_935_475_200 * second

    private static func message(_ place: Int, _ from: Double?, _ to: Double?, latency: Double? = nil) -> Message {
        func time(_ seconds: Double?) -> Int? { seconds.map { start + Int($0 * Double(second)) } }
        return Message(
            ordinal: place, turn: place + 1, agent: 0, output: "", latency: latency.map { $0 * 1000 },
            started: time(from), ended: time(to))
    }

    @Test func overlapsAndGapsAddUp() throws {
        let times = SpokenTimes([
            Self.message(0, 0, 4), Self.message(1, 1, 6), Self.message(2, nil, 10, latency: 2), Self.message(3, 10, 11),
        ])
        let all = try #require(times.all)
        #expect(all.upperBound - all.lowerBound == 11 * Self.second)
        let busy = try #require(times.busy)
        #expect(busy.anybody == 9 * Self.second && busy.several == 3 * Self.second)
        #expect(times.relations[0] == nil)
        #expect(times.relations[1] == .beside(nanoseconds: 3 * Self.second, 0))
        #expect(times.relations[2] == .waited(nanoseconds: 2 * Self.second, after: 1))
        #expect(times.relations[3] == .waited(nanoseconds: 0, after: 2))
    }

    @Test(arguments: UInt64(0)..<30) func eachStandsToThoseBeforeItAsASearchOfAllSays(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
        let spoken = (0..<40).map { place -> Message in
            let from = below(30)
            return Self.message(
                place, below(9) == 0 ? nil : Double(from),
                Double(from + below(below(4) == 0 ? 20 : 3)))
        }
        let times = SpokenTimes(spoken)
        for (place, stretch) in times.stretches.enumerated() {
            guard let own = stretch.whole else {
                #expect(times.relations[place] == nil)
                continue
            }
            let earlier = times.stretches[..<place].enumerated().compactMap { at, other in other.whole.map { (at, $0) }
            }
            let shared = earlier.map {
                ($0.0, min(own.upperBound, $0.1.upperBound) - max(own.lowerBound, $0.1.lowerBound))
            }
            let longest = shared.map(\.1).max() ?? 0
            let before = earlier.filter { $0.1.upperBound <= own.lowerBound }
            let last = before.map(\.1.upperBound).max()
            let expected: SpokenTimes.Relation? =
                longest > 0
                ? shared.first { $0.1 == longest }.map { .beside(nanoseconds: longest, $0.0) }
                : before.last { $0.1.upperBound == last }.map {
                    .waited(nanoseconds: own.lowerBound - $0.1.upperBound, after: $0.0)
                }
            #expect(times.relations[place] == expected, "message \(place)")
        }
    }

    @Test func whatIsNotKnownStaysUnknown() {
        let times = SpokenTimes([Self.message(0, nil, 3), Self.message(1, nil, nil), Self.message(2, 5, 4)])
        #expect(times.busy == nil && times.stretches[1].whole == nil && times.stretches[2].whole == nil)
        #expect((0..<3).allSatisfy { times.relations[$0] == nil })
        #expect(SpokenTimes([Self.message(0, nil, nil, latency: 3)]).all == nil)
    }

    @Test func barsStandWhereTheClockSays() {
        let messages = [
            Self.message(0, 0, 5), Self.message(1, 2, 4), Self.message(2, nil, 10), Self.message(3, nil, nil),
        ]
        let bars = TimeBars(messages, SpokenTimes(messages), columns: 10)
        #expect((0..<4).map(bars.line) == ["█████·····", "··██······", "·········█", "··········"])
        let counted = [Self.message(0, nil, nil, latency: 3), Self.message(1, nil, nil, latency: 1)]
        let others = TimeBars(counted, SpokenTimes(counted), columns: 8)
        #expect((0..<2).map(others.line) == ["██████··", "······██"])
    }

    @Test func figuresOfAnySizeEndNothing() {
        let lengths = [1e308, 1e308, 1e-300, nil, 9e12]
        let messages = lengths.enumerated().map { place, length in
            Message(
                ordinal: place, turn: 1, agent: 0, output: "", usage: Usage(input: .max, output: .min), latency: length,
                cost: length)
        }
        let bars = TimeBars(messages, SpokenTimes(messages), columns: 8)
        #expect(messages.indices.map(bars.line) == ["████····", "····████", "·······█", "········", "·······█"])
        let sum = TimesSum(messages).spans(of: messages.count).map(\.text).joined()
        #expect(sum.filter { $0 != " " }.hasSuffix("*?→?tok?*"), "\(sum)")
        let spoken = [Int.max, .min, 1 << 62, Self.start].flatMap { time in
            [nil, 9e11, -9e11, 9e12].flatMap { length in
                [
                    Message(ordinal: 0, turn: 1, agent: 0, output: "", latency: length, started: time),
                    Message(ordinal: 0, turn: 1, agent: 0, output: "", latency: length, ended: time),
                ]
            }
        }
        let times = SpokenTimes(spoken)
        #expect(times.all.map { $0.upperBound - $0.lowerBound > 0 } == true)
        for place in spoken.indices { _ = times.relations[place] }
    }

    @Test func theRunSaysWhoWaitedForWhom() throws {
        var bench = TestBench(columns: 120, rows: 60)
        bench.opening = { _ in
            var (trace, credit) = MadeUpRuns.math()
            for place in trace.messages.indices {
                let began = Self.start + (place * 10 + (place > 1 ? 30 : 0)) * Self.second
                (trace.messages[place].started, trace.messages[place].ended) = (began, began + 4 * Self.second)
            }
            trace.messages[1].started = Self.start + 2 * Self.second
            return .read(trace, credit, file: "runs.jsonl")
        }
        try bench.press("<Enter>Wz")
        let names = try #require(bench.app.run).tables.trace.agents.map(\.name)
        let messages = try #require(bench.app.run).tables.trace.messages
        func of(_ place: Int) -> String { "\(messages[place].turn) \(names[messages[place].agent])" }
        #expect(bench.screen.contains("2031-05-02 from"), "\(bench.screen)")
        #expect(bench.screen.contains("at the same time as \(of(0)) for 2.0 s"), "\(bench.screen)")
        #expect(bench.screen.contains("began 36.0 s after the end of \(of(1))"), "\(bench.screen)")
    }
}
