import Testing

@testable import CreditEngine
@testable import Inspector

/// What earlier sessions paid for is there again when a run is opened.
@Suite struct EarlierSessionTests {
    private static let cell = Cell(turn: 7, agent: 1)

    /// An opened run with stored work.
    private static func bench(_ work: StoredWork) throws -> TestBench {
        var bench = TestBench(columns: 100, rows: 30)
        try bench.press("<Enter>")
        bench.send(.remembered(work, file: "traces/runs.jsonl", id: "run-000417"))
        return bench
    }

    private static func swap(_ pairs: Int, of all: Int, isFinished: Bool, _ name: String = "swap-1") -> StoredJob {
        StoredJob(
            name: name, task: .swap(cell, .resample, pairs: all, after: 0), findings: MadeUpReplays.swapped(pairs),
            isFinished: isFinished, calls: 391)
    }

    @Test func aFinishedSwapIsMeasuredAgain() throws {
        var bench = try Self.bench(StoredWork(jobs: [Self.swap(20, of: 20, isFinished: true)]))
        #expect(bench.app.run?.measurement?.effects[Self.cell]?.value == -0.5)
        #expect(bench.app.evidence.contains("solved 2 of 20 with this message, 12 of 20 with another"))
        try bench.press("+")
        #expect(bench.app.menu != nil, "more of it can be had")
        try bench.press("<Enter>")
        guard case .startJob(let order)? = bench.takeEffects().last else {
            Issue.record("no job was started")
            return
        }
        #expect(order.task == .swap(Self.cell, .resample, pairs: 20, after: 20))
    }

    @Test func whatWasCutOffIsListedAndGoesOn() throws {
        var bench = try Self.bench(StoredWork(jobs: [Self.swap(16, of: 20, isFinished: false)]))
        #expect(bench.status.contains("1 job of this run cut off in an earlier session"))
        try bench.press("J")
        #expect(bench.screen.contains("cut off") && bench.screen.contains("16/20 pairs kept"))
        #expect(bench.screen.contains("16 of 20 pairs kept, 391 calls paid for; Enter goes on"))
        #expect(bench.screen.contains("0 open of 1"))
        try bench.press("<Enter>")
        #expect(bench.app.overlays.isEmpty && bench.app.menu?.pairs == 4)
        try bench.press("<Enter>")
        guard case .startJob(let order)? = bench.takeEffects().last else {
            Issue.record("no job was started")
            return
        }
        #expect(order.task == .swap(Self.cell, .resample, pairs: 4, after: 16))
        try bench.press("J")
        #expect(!bench.screen.contains("cut off"), "it is gone on with")
    }

    @Test func aMeasurementThatWasCutOffGoesOnWithItsBudget() throws {
        let progress = MeasureProgress(
            phase: .search, counts: MadeUpReplays.counts(made: 31, spoken: 700), leading: [23], pairs: [:],
            curve: ValueCurve(CellOrder(MadeUpRuns.math().0)))
        let job = StoredJob(
            name: "measure-1", task: .measure(budget: 80), findings: .measuring(progress), isFinished: false, calls: 700
        )
        var bench = try Self.bench(StoredWork(jobs: [job]))
        #expect(bench.screen.contains("measure: ended early"))
        try bench.press("J<Enter><Enter>")
        guard case .startJob(let order)? = bench.takeEffects().last else {
            Issue.record("no job was started")
            return
        }
        #expect(order.task == .measure(budget: 80))
    }

    @Test func theSameTwiceIsThereOnce() throws {
        let work = StoredWork(jobs: [Self.swap(20, of: 20, isFinished: true)])
        var bench = try Self.bench(work)
        bench.send(.remembered(work, file: "traces/runs.jsonl", id: "run-000417"))
        #expect(bench.app.jobs.all.count == 1)
        #expect(bench.app.latestSwap?.pairs.count == 20)
        bench.send(.remembered(work, file: "traces/runs.jsonl", id: "another"))
        #expect(bench.app.jobs.all.count == 1)
    }

    @Test func whatThisSessionDidStands() throws {
        var bench = TestBench()
        try bench.press("<Enter>s<Enter>")
        bench.send(
            .remembered(
                StoredWork(jobs: [Self.swap(8, of: 20, isFinished: true)]), file: "traces/runs.jsonl",
                id: "run-000417"))
        #expect(bench.app.latestSwap?.pairs.count == 20)
    }

    /// Runs that a person only looks at take no memory once another one is open; replays stay.
    @Test func onlyRunsWithReplaysAreKeptBesideTheOpenedOne() throws {
        var bench = TestBench()
        try bench.press("<Enter>s<Enter><Esc>")
        for _ in 0..<2 { try bench.press("j<Enter><Esc>") }
        #expect(bench.app.session.measurements.values.filter { !$0.isEmpty }.map(\.trace.id) == ["run-000417"])
        let kept = bench.app.session.measurements.values.filter { !$0.isEmpty }.flatMap(\.trace.messages)
        #expect(kept.allSatisfy { $0.input == nil } && kept.contains { !$0.output.isEmpty })
        #expect(bench.app.session.measurements.count == 2, "the first run and the opened one")
        try bench.press("<Home><Enter>")
        #expect(bench.app.latestSwap?.pairs.count == 20)
        let again = try #require(bench.app.session.subject).tables.trace
        #expect(again.messages.contains { $0.input != nil } && bench.app.run?.measurement?.trace == again)
    }

    @Test func aCritiqueIsThereAndCanBeProposedFrom() throws {
        let stored = StoredCritique(id: "c-9", cell: Self.cell, critique: MadeUpReviews.critique())
        var bench = try Self.bench(StoredWork(critiques: [stored]))
        try bench.press("8")
        #expect(bench.screen.contains("weakness: Passes the step's value on"))
        try bench.press("P")
        #expect(bench.app.isConfirming)
        try bench.press("<Enter><Esc><Esc>=")
        #expect(bench.status.hasPrefix("ascribe revise role/researcher --from c-9"))
    }
}
