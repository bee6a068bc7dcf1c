import CreditEngine
import Testing

/// Loss of success is noticed soon, its beginning is found, and streams that lose nothing raise few alarms.
struct SuccessDetectorTests {
    /// Outcomes with a success rate that changes after `change` runs.
    private static func stream(_ seed: UInt64, from before: Double, to after: Double, change: Int) -> (Int) -> Bool {
        let random = KeyedRandom(seed: seed)
        return { run in random.unit("outcome", run) < (run < change ? before : after) }
    }

    private static func baseline(_ seed: UInt64, rate: Double, runs: Int = 400) throws -> Baseline {
        let random = KeyedRandom(seed: seed)
        return try Baseline(runs: runs, successes: (0..<runs).count { random.unit("baseline", $0) < rate })
    }

    /// Runs until the first alarm; `nil` when there is none.
    private static func alarm(
        _ seed: UInt64, from before: Double, to after: Double, change: Int, within runs: Int
    ) throws -> SuccessDetector.Alarm? {
        var detector = try SuccessDetector(baseline(seed, rate: before))
        let outcome = stream(seed &+ 7, from: before, to: after, change: change)
        for run in 0..<runs { if let alarm = detector.add(success: outcome(run)) { return alarm } }
        return nil
    }

    @Test func aStreamThatLosesNothingRaisesFewAlarms() throws {
        let alarms = try (0..<80).count { try Self.alarm($0, from: 0.7, to: 0.7, change: 0, within: 5_000) != nil }
        #expect(alarms <= 14, "\(alarms) of 80")
    }

    @Test(arguments: [(0.5, 150), (0.6, 900)])
    func aLossIsNoticed(_ after: Double, _ most: Int) throws {
        let delays = try (0..<100).compactMap { seed in
            try Self.alarm(seed, from: 0.7, to: after, change: 0, within: 5_000)?.run
        }.sorted()
        #expect(delays.count >= 95)
        #expect(delays[delays.count / 2] < most)
    }

    @Test func theBeginningOfALossIsFound() throws {
        let errors = try (0..<100).compactMap { (seed: UInt64) -> Int? in
            guard let alarm = try Self.alarm(seed, from: 0.8, to: 0.3, change: 300, within: 1_000), alarm.run > 300
            else {
                return nil
            }
            return abs(alarm.onset - 301)
        }.sorted()
        #expect(errors.count >= 90)
        #expect(errors[errors.count / 2] <= 10)
    }

    @Test func theDetectorStartsAnewAfterAnAlarm() throws {
        var detector = try SuccessDetector(Baseline(runs: 100, successes: 90))
        var alarms: [SuccessDetector.Alarm] = []
        for _ in 0..<200 { if let alarm = detector.add(success: false) { alarms.append(alarm) } }
        #expect(alarms.count > 1)
        #expect(alarms.map(\.onset) == alarms.map(\.onset).sorted())
        #expect(alarms[1].onset > alarms[0].run)
        #expect(detector.runs == 200)
    }

    @Test func aSmallBaselineIsRefused() {
        #expect(throws: MonitoringError.tooFewRuns(have: 3, need: Baseline.fewest)) {
            try Baseline(runs: 3, successes: 2)
        }
        #expect(throws: MonitoringError.self) { try SuccessDetector(Baseline(runs: 40, successes: 1)) }
    }

    @Test func theIntervalOfARateHoldsAtEveryMoment() {
        let misses = (0..<300).count { seed in
            var rate = AnytimeRate()
            let random = KeyedRandom(seed: UInt64(seed))
            return (0..<1_000).contains { run in
                rate.add(success: random.unit("x", run) < 0.6)
                return !rate.interval.contains(0.6)
            }
        }
        #expect(misses <= 24, "\(misses) of 300")
        #expect(AnytimeRate().interval == 0...1)
    }
}
