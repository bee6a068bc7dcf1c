import Testing

@testable import CreditEngine
@testable import Inspector

/// Figures of jobs are what was really asked, not what their form lets expect.
@Suite struct JobMeterTests {
    private static let waiting: @Sendable (ReplayOrder) -> [JobReport] = { _ in [] }

    @Test func callsAreThoseOfTheLedger() throws {
        var bench = try JobTests.bench()
        try bench.press("s<Enter>")
        bench.send(.metered(1, JobMeter(calls: 200, replays: 16)))
        try bench.press("J")
        #expect(bench.screen.contains("16 replays made: 16 with an outcome, 0 undefined; 0 cached; 200 calls"))
    }

    @Test func aMeasurementMovesWhileItsFirstReplaysAreMade() throws {
        var bench = TestBench()
        bench.working = Self.waiting
        try bench.press("<Enter>V<Enter>")
        bench.send(.metered(1, JobMeter(calls: 12)))
        #expect(bench.screen.contains("0/60  12 calls"))
        bench.send(.metered(1, JobMeter(calls: 44, replays: 3)))
        #expect(bench.screen.contains("3/60"))
        try bench.press("J")
        #expect(bench.screen.contains("3 replays made: 3 with an outcome, 0 undefined; 0 cached; 44 calls"))
    }

    @Test func aJobWithoutAnyOutcomeHasFailed() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.working = Self.waiting
        try bench.press("<Enter>s<Enter>")
        let why = "no replay came to an outcome (40 undefined): the model's command ended with status 1"
        bench.send(.metered(1, JobMeter(calls: 40, replays: 40, undefined: 40, reason: "the model's command")))
        bench.send(.job(1, .ended(nil, .failed(why))))
        #expect(bench.screen.contains("✗ swap 7/researcher resample: no replay came to an outcome (40 undefined)"))
        try bench.press("J")
        #expect(bench.screen.contains("failed"))
        #expect(bench.screen.contains(why))
        try bench.press("L")
        #expect(bench.screen.contains("no replay came to an outcome (40 undefined)"))
    }

    @Test func someWithoutAnOutcomeAreSaidWithTheReason() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.working = Self.waiting
        try bench.press("<Enter>s<Enter>")
        bench.send(.metered(1, JobMeter(calls: 40, replays: 40, undefined: 3, reason: "cut off")))
        bench.send(.job(1, .ended(MadeUpReplays.swapped(17), .finished)))
        #expect(bench.status == "! swap 7/researcher resample: done, 3 undefined: cut off")
        try bench.press("J")
        #expect(bench.screen.contains("3 undefined: cut off"))
    }

    @Test(arguments: [
        (nil as Double?, 8, "time unknown"), (2, 1, "about 32:00"), (2, 8, "about 4:00"), (0.001, 8, "under 1 s"),
    ]) func timeIsThatOfCallsSideBySide(_ seconds: Double?, _ width: Int, _ words: String) {
        let terms = ReplayTerms(
            model: "m", isSimulated: false, dollarsPerCall: nil, secondsPerCall: seconds, width: width)
        #expect(terms.duration(calls: 960) == words)
    }

    @Test func whatCallsTookIsWhatTheyWillTake() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.working = Self.waiting
        try bench.press("<Enter>s")
        #expect(bench.app.menu?.price.contains("under 1 s") ?? false)
        try bench.press("<Enter>")
        bench.send(.metered(1, JobMeter(calls: 16, replays: 4, secondsPerCall: 2)))
        bench.send(.job(1, .ended(MadeUpReplays.swapped(20), .finished)))
        try bench.press("V")
        #expect(bench.app.menu?.price.contains("about 1:") ?? false, "\(bench.app.menu?.price ?? "")")
    }

    @Test func thePaceIsThatOfThisSession() throws {
        var bench = TestBench()
        bench.working = Self.waiting
        try bench.press("<Enter>s<Enter>")
        var counts = MadeUpReplays.counts(made: 32, spoken: 700)
        counts.resumed = 32
        bench.send(.clock(1))
        bench.send(.job(1, .progressed(.swapped(MadeUpReplays.pairs(16), undefined: 0, counts: counts))))
        #expect(bench.app.jobs[1]?.left(at: 1) == nil, "nothing of it was made now")
        counts.made = 36
        bench.send(.job(1, .progressed(.swapped(MadeUpReplays.pairs(18), undefined: 0, counts: counts))))
        #expect(bench.app.jobs[1]?.left(at: 20) == 20)
    }

    @Test func aPauseIsNoPace() throws {
        var bench = try JobTests.bench()
        try bench.press("s<Enter>J")
        bench.send(.clock(10))
        try bench.press("<Space>")
        bench.send(.clock(1_000))
        try bench.press("<Space>")
        #expect(bench.app.jobs[1]?.left(at: 1_002) == 15)
    }
}
