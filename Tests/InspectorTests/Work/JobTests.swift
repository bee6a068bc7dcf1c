import Testing

@testable import CreditEngine
@testable import Inspector

/// Jobs that take their time.
@Suite struct JobTests {
    /// A run whose jobs report a few samples and then wait.
    static func bench(columns: Int = 80, rows: Int = 24) throws -> TestBench {
        var bench = TestBench(columns: columns, rows: rows)
        bench.working = { order in
            switch order.task {
            case .swap: [.progressed(MadeUpReplays.swapped(8))]
            case .measure:
                [
                    .progressed(
                        .measuring(
                            MeasureProgress(
                                phase: .search, counts: MadeUpReplays.counts(made: 31, spoken: 700), leading: [23],
                                pairs: [:], curve: ValueCurve(CellOrder(order.trace)))))
                ]
            }
        }
        try bench.press("<Enter>")
        bench.send(.clock(2))
        return bench
    }

    @Test(arguments: [(80, 24), (100, 30), (200, 50)]) func runningScreens(_ size: (Int, Int)) throws {
        var bench = try Self.bench(columns: size.0, rows: size.1)
        try bench.press("s<Enter>")
        bench.send(.clock(6))
        let name = "\(size.0)x\(size.1)"
        // The status line's words go with the next key.
        try bench.press("<C-l>")
        try GoldenScreenTests.compare(bench.screen, "swap-running-\(name)")
        try bench.press("V<Enter>")
        bench.send(.clock(20))
        try bench.press("J")
        try GoldenScreenTests.compare(bench.screen, "jobs-running-\(name)")
        try bench.press("<Esc>Q")
        try GoldenScreenTests.compare(bench.screen, "quit-question-\(name)")
    }

    @Test func theIntervalNarrowsInPlace() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter>")
        #expect(bench.app.evidence.contains("solved 1 of 8 with this message, 5 of 8 with another"))
        bench.send(.job(1, .progressed(MadeUpReplays.swapped(12))))
        #expect(bench.app.evidence.contains("solved 2 of 12 with this message, 8 of 12 with another"))
        #expect(bench.app.run?.measurement?.effects[Cell(turn: 7, agent: 1)]?.value == -0.5)
    }

    @Test func stoppingKeepsWhatIsFinished() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter>x")
        #expect(bench.takeEffects().last == .stopJob(1))
        #expect(bench.screen.contains("stopped after 8 of 20; they are kept"))
        #expect(bench.app.evidence.contains("solved 1 of 8 with"))
        // More samples go on where it stopped, and cost nothing before Enter.
        try bench.press("+")
        #expect(bench.takeEffects().isEmpty)
        #expect(bench.app.menu?.price.hasPrefix("40 replays, 900 calls") ?? false)
        try bench.press("<Enter>")
        guard case .startJob(let order)? = bench.takeEffects().last else {
            Issue.record("no job was started")
            return
        }
        #expect(order.task == .swap(Cell(turn: 7, agent: 1), .resample, pairs: 20, after: 8))
        #expect(bench.app.equivalent?.hasSuffix("--samples 28") ?? false)
    }

    @Test func aStoppedMeasurementNamesNothing() throws {
        var bench = try Self.bench()
        try bench.press("V<Enter>")
        #expect(
            bench.screen.contains(
                "measure: looks at where the outcome turns; leading: 6 coordinator"))
        try bench.press("x")
        #expect(bench.screen.contains("measure: ended early, looking at where the outcome turns; leading: 6"))
        #expect(!bench.screen.contains("cost the outcome"))
    }

    @Test func whatComesAfterTheEndIsIgnored() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter>x")
        bench.send(.job(1, .progressed(MadeUpReplays.swapped(16))))
        bench.send(.job(7, .progressed(MadeUpReplays.swapped(16))))
        #expect(bench.app.latestSwap?.pairs.count == 8)
    }

    @Test func moreWaitsForWhatIsUnderWay() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter>+")
        #expect(bench.status == "its samples are still coming; + when they are done")
        try bench.press("s<Enter>")
        #expect(bench.status == "this swap is still running; + when it is done")
        #expect(bench.app.jobs.all.count == 1)
    }

    @Test func pausesAndGoesOn() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter>J<Space>")
        #expect(bench.takeEffects().last == .pauseJob(1, true))
        #expect(bench.screen.contains("paused"))
        try bench.press("<Space>")
        #expect(bench.takeEffects().last == .pauseJob(1, false))
        #expect(bench.app.jobs[1]?.state == .running)
    }

    @Test func quittingAsksOnce() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter>Q")
        #expect(bench.takeEffects().last != .quit)
        try bench.press("jQ")
        #expect(bench.takeEffects().last != .quit, "another key takes the question back")
        bench.send(.job(1, .progressed(MadeUpReplays.swapped(12))))
        try bench.press("Q")
        #expect(bench.takeEffects().last == .quit)
        var idle = try Self.bench()
        try idle.press("Q")
        #expect(idle.takeEffects().last == .quit)
    }

    /// The key that goes back answers no question, and neither does Esc.
    @Test func onlyTheKeyThatQuitsAnswersWhetherToQuit() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter><Esc>Qq")
        #expect(!bench.takeEffects().contains(.quit))
        #expect(bench.status.contains("Q again quits"))
        try bench.press("<Esc>")
        #expect(bench.status == "nothing was ended; the jobs go on")
        try bench.press("<Enter>6Q")
        let focus = bench.app.run?.focus
        try bench.press("<Esc>")
        #expect(bench.app.isRunShown && bench.app.run?.focus == focus, "Esc leaves the question only")
        try bench.press("Q<Esc>Q")
        #expect(!bench.takeEffects().contains(.quit))
        try bench.press("Q")
        #expect(bench.takeEffects().last == .quit)
    }

    @Test func stoppedBeforeTheFirstKeepsNothing() throws {
        var bench = TestBench()
        bench.working = { _ in [] }
        try bench.press("<Enter>s<Enter>x")
        #expect(bench.status == "swap 7/researcher resample stopped before the first of 20 pairs")
    }

    @Test func leavingTheRunKeepsTheJobAndWhatItFinds() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter><Esc>")
        #expect(bench.screen.contains("swap 7/researcher resample"))
        bench.send(.job(1, .ended(MadeUpReplays.swapped(20), .finished)))
        try bench.press("<Enter>")
        #expect(bench.app.run?.measurement?.swaps.first?.pairs.count == 20)
        #expect(bench.app.evidence.contains("solved 2 of 20 with"))
    }

    @Test func aFailedJobSaysWhyAndKeepsWhatItHad() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter>")
        bench.send(.job(1, .ended(nil, .failed("the model is gone; try again"))))
        #expect(bench.screen.contains("✗ swap 7/researcher resample: the model is gone; try again"))
        #expect(bench.app.latestSwap?.pairs.count == 8)
        try bench.press("J")
        #expect(bench.screen.contains("failed"))
    }

    @Test func aRunThatChangedForgetsWhatWasMeasured() throws {
        var bench = try Self.bench()
        try bench.press("s<Enter><Esc>")
        bench.opening = { _ in
            var (trace, credit) = MadeUpRuns.math()
            trace.messages[0].output = "other words"
            return .read(trace, credit, file: "traces/runs.jsonl", replay: .replayable(MadeUpReplays.terms))
        }
        try bench.press("<Enter>")
        #expect(bench.app.run?.measurement?.swaps.isEmpty ?? false)
        bench.send(.job(1, .progressed(MadeUpReplays.swapped(12))))
        #expect(bench.app.run?.measurement?.effects.isEmpty ?? false, "a job of the old words shows nothing on the new")
    }

    @Test(arguments: ["s", "V", "e", "+"]) func readOnlyCallsNoModel(_ key: String) throws {
        var bench = TestBench()
        bench.app = App(configuration: App.Configuration(isReadOnly: true))
        bench.send(.indexed(MadeUpRuns.index()))
        try bench.press("<Enter>")
        _ = bench.takeEffects()
        try bench.press(key + "<Enter>")
        #expect(bench.app.jobs.all.isEmpty && bench.app.menu == nil)
        try bench.press("1" + key)
        #expect(bench.status == "no model is called: the program was started with --readonly")
    }

    @Test(arguments: ["s", "V", "e", "+"]) func aRunWithoutATeamSaysWhy(_ key: String) throws {
        var bench = TestBench()
        bench.opening = { _ in
            let (trace, credit) = MadeUpRuns.math()
            return .read(trace, credit, file: "f", replay: .impossible("run-000417 does not carry its team"))
        }
        try bench.press("<Enter>" + key)
        #expect(bench.status == "run-000417 does not carry its team")
    }

    @Test func aSystematicFaultIsSaid() throws {
        var bench = TestBench()
        bench.working = { [.ended(.measured(MadeUpReplays.report($0.trace, isSystematic: true)), .finished)] }
        try bench.press("<Enter>V<Enter>")
        #expect(bench.screen.contains("replays fail here anyway: 0 of 20 from the start succeed"))
    }

    @Test func anUnknownPriceIsUnknown() {
        let terms = ReplayTerms(model: "m", isSimulated: false, dollarsPerCall: nil, secondsPerCall: nil)
        let menu = ReplayMenu([.measure], RunMeasurement(trace: MadeUpRuns.math().0, terms: terms))
        #expect(menu.price.contains("cost unknown, time unknown"))
    }

    @Test func theEditorMayGiveNothing() throws {
        var bench = TestBench()
        bench.editing = .unchanged
        try bench.press("<Enter>e")
        #expect(bench.status == "nothing was changed, so nothing is replayed")
        bench.editing = .failed("vi cannot be started")
        try bench.press("e")
        #expect(bench.status == "! vi cannot be started")
    }
}
