import CreditEngine
import Testing

@testable import UseCases

@Suite("Swapping and measuring as actions")
struct ReplayActionTests {
    @Test("a swap draws the pairs it was asked for, tells each wave, and its counts add up")
    func swap() async throws {
        let actions = try SimulatedActions()
        let trace = try await actions.failedRun()
        let waves = Told<SwapFindings>()
        let began = Told<String>()
        let order = SwapOrder(
            cell: CellOrder(trace).cells[0], replacement: .noOp, pairs: 10, firstSeed: 1, width: 4, wave: 5)
        let findings = try await actions.source.runtime(for: trace).swap(
            order, in: trace, actions.permit,
            observer: ReplayObserver(begin: { began.add($0.trace.id) }, progressed: { waves.add($0) }))
        #expect(began.events == [trace.id] && waves.events.map(\.drawn) == [5, 10])
        #expect(findings.drawn == 10 && findings.pairs.count + findings.undefined == 10)
        #expect(findings.counts.made > 0)
    }

    @Test("a message that is not there is refused before anything is replayed")
    func noMessage() async throws {
        let actions = try SimulatedActions()
        let trace = try await actions.failedRun()
        let order = SwapOrder(
            cell: Cell(turn: 99, agent: 0), replacement: .noOp, pairs: 1, firstSeed: 1, width: 1)
        await #expect(throws: ReplayError.self) {
            try await actions.source.runtime(for: trace).swap(order, in: trace, actions.permit)
        }
    }

    @Test("a measurement keeps within its budget, and the same again comes to the same")
    func measure() async throws {
        let actions = try SimulatedActions()
        let trace = try await actions.failedRun()
        let settings = MeasureSettings(budget: 120, firstSeed: 1)
        let told = Told<MeasureProgress>()
        let report = try await actions.source.runtime(for: trace).measure(
            trace, settings, actions.permit, observer: ReplayObserver(progressed: { told.add($0) }))
        #expect(report.counts.made <= 120 && !told.events.isEmpty && !report.ranking.isEmpty)
        let again = try await actions.source.runtime(for: trace).measure(trace, settings, actions.permit)
        #expect(again.named == report.named && again.pairs == report.pairs && again.counts == report.counts)
    }
}
