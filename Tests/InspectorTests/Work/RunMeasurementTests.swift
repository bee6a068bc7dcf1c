import Testing

@testable import CreditEngine
@testable import Inspector

/// What counts as measured, and how it is told.
@Suite struct RunMeasurementTests {
    private let trace = MadeUpRuns.math().0
    private let cell = Cell(turn: 7, agent: 1)

    private func job(_ id: JobID, _ task: ReplayTask) -> Job {
        Job(
            id: id, run: RunKey(file: "f", id: "r"), agent: "researcher", work: .replay(task),
            terms: MadeUpReplays.terms,
            started: 0)
    }

    @Test func onlyResampledPairsMeasureACell() {
        var measurement = RunMeasurement(trace: trace, terms: MadeUpReplays.terms)
        let noOp = job(1, .swap(cell, .noOp, pairs: 20, after: 0))
        measurement.begin(noOp)
        measurement.add(MadeUpReplays.swapped(20), of: noOp)
        #expect(measurement.effects.isEmpty, "removing a message is another question")
        let resample = job(2, .swap(cell, .resample, pairs: 20, after: 0))
        measurement.begin(resample)
        measurement.add(MadeUpReplays.swapped(20), of: resample)
        #expect(measurement.effects[cell]?.value == -0.5)
        #expect(measurement.effects[cell]?.isClear ?? false)
        #expect(measurement.measured.hot == [cell])
    }

    /// A message that is measured without effect is no hot cell, however hot it was estimated.
    @Test func theHotCellIsOneThatNoMeasurementClears() throws {
        let estimated = estimateCredit(of: trace).hottest
        var measurement = RunMeasurement(trace: trace, terms: MadeUpReplays.terms)
        #expect(measurement.hotCell == nil, "nothing is measured, so the estimate speaks")
        for (number, (first, _)) in estimated.enumerated() {
            let swap = job(number + 1, .swap(first, .resample, pairs: 20, after: 0))
            measurement.begin(swap)
            let same = PairedOutcomes((0..<20).map { _ in .init(kept: 0, replaced: 0) })
            measurement.add(.swapped(same, undefined: 0, counts: ReplayCounts(cells: 0)), of: swap)
            let next = estimated.dropFirst(number + 1).first
            #expect(
                measurement.hotCell
                    == next.map {
                        HotCell(
                            turn: $0.cell.turn, agent: trace.agents[$0.cell.agent].name, figure: .estimated($0.heat))
                    })
        }
        let worst = job(99, .swap(cell, .resample, pairs: 40, after: 20))
        measurement.begin(worst)
        measurement.add(MadeUpReplays.swapped(40), of: worst)
        #expect(measurement.hotCell?.turn == cell.turn && (measurement.hotCell?.heat ?? 0) > 0)
    }

    @Test func laterJobsOfASwapAddToIt() {
        var measurement = RunMeasurement(trace: trace, terms: MadeUpReplays.terms)
        for id in 1...2 {
            let more = job(id, .swap(cell, .resample, pairs: 20, after: 20 * (id - 1)))
            measurement.begin(more)
            measurement.add(MadeUpReplays.swapped(20), of: more)
            measurement.end(more)
        }
        #expect(measurement.swaps.count == 1)
        #expect(measurement.swaps.first?.pairs.count == 40)
        #expect(measurement.swaps.first?.asked == 40)
    }

    @Test func aCurveAloneGivesAnEffectWithoutInterval() {
        var measurement = RunMeasurement(trace: trace, terms: MadeUpReplays.terms)
        let whole = job(1, .measure(budget: 60))
        measurement.begin(whole)
        measurement.add(.measured(MadeUpReplays.report(trace)), of: whole)
        let effect = measurement.effects[Cell(turn: 3, agent: 1)]
        #expect(effect.map { Numeral.signedShare($0.value) } == "−.20")
        #expect(effect?.isClear == false)
        #expect(measurement.measured.hot == [cell, Cell(turn: 3, agent: 1)])
    }

    @Test(arguments: [
        (Verdict.hurts, "hurts"), (.helps, "helps"), (.noEffectShown, "no effect shown"),
        (.cantTell(moreNeeded: 1044), "can't tell yet, about 1,044 more pairs"),
        (.cantTell(moreNeeded: nil), "can't tell"),
    ]) func tellsVerdicts(_ verdict: Verdict, _ words: String) {
        #expect(verdict.words == words)
    }

    @Test(arguments: [
        (0, 10, "▕          ▏"), (5, 10, "▕█████     ▏"), (10, 10, "▕██████████▏"), (99, 10, "▕██████████▏"),
        (-3, 10, "▕          ▏"), (1, 80, "▕▏         ▏"), (1, 0, "▕          ▏"),
    ]) func drawsBars(_ done: Int, _ total: Int, _ bar: String) {
        #expect(ProgressFigure.bar(done, of: total, columns: 12) == bar)
    }
}
