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
        (.cantTell(moreNeeded: 1044), "can't tell, about 1,044 more pairs"), (.cantTell(moreNeeded: nil), "can't tell"),
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
