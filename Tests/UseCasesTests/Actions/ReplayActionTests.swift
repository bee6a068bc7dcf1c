import CreditEngine
import CreditStore
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
        #expect(again.named == report.named && again.pairs == report.pairs && again.counts.made == report.counts.made)
        #expect(again.counts.resumed == report.counts.defined)
    }

    @Test("what a simulated team spoke again is kept: it is read without a replay, and a critic is told of it")
    func kept() async throws {
        let actions = try SimulatedActions()
        let trace = try await actions.failedRun()
        let cell = CellOrder(trace).cells[0]
        let order = SwapOrder(cell: cell, replacement: .resample, pairs: 12, firstSeed: 1, width: 4)
        let runtime = try actions.source.runtime(for: trace)
        let before = try await runtime.critique(
            CritiqueOrder(cell: cell, credit: .kept, attempt: 0), of: trace, actions.permit)
        #expect(before.record?.critique.creditSource != .measured)
        let findings = try await runtime.swap(order, in: trace, actions.permit)
        _ = try await runtime.measure(trace, MeasureSettings(budget: 60, firstSeed: 1), actions.permit)
        // Another session, that has nothing but the store.
        let later = try actions.reopened().runtime(for: trace)
        let replays = KeptReplays(trace, by: later, in: try later.store)
        let jobs = try await replays.jobs()
        #expect(jobs.map(\.work.kind) == ["swap", "measure"] && jobs.allSatisfy { $0.job.finished != nil })
        let work = try #require(jobs.first?.work.swap)
        let swapped = try await replays.swapped(try #require(jobs.first?.job), work)
        #expect(swapped?.pairs == findings.pairs && swapped?.done == 12)
        let effect = try #require(try await replays.effect(of: cell))
        let after = try await later.critique(
            CritiqueOrder(cell: cell, credit: .kept, attempt: 1), of: trace, actions.permit)
        let told = try #require(after.record?.critique)
        #expect(told.creditSource == .measured && told.credit == effect)
    }

    @Test("replays that another version made are not used, and this is said")
    func leftOut() async throws {
        let actions = try SimulatedActions()
        let trace = try await actions.failedRun()
        let order = SwapOrder(
            cell: CellOrder(trace).cells[0], replacement: .resample, pairs: 4, firstSeed: 1, width: 4)
        _ = try await actions.source.runtime(for: trace).swap(order, in: trace, actions.permit)
        var later = try actions.source.runtime(for: trace)
        #expect(try await KeptReplays(trace, by: later, in: try later.store).leftOut() == nil)
        let kept = try await KeptReplays(trace, by: later, in: try later.store).jobs().reduce(0) { $0 + $1.job.samples }
        later.identity = ["version": "edited"]
        let note = try #require(try await KeptReplays(trace, by: later, in: try later.store).leftOut())
        #expect(note.hasPrefix("\(kept) kept replays of \(trace.id) not used"))
        let observer = ReplayObserver<SwapFindings>(begin: { session in #expect(session.notes.contains(note)) })
        let findings = try await later.swap(order, in: trace, actions.permit, observer: observer)
        #expect(findings.counts.resumed == 0)
    }
}
