import CreditEngine
import Testing
import TraceFiles

@testable import UseCases

/// A run of which nothing can be kept.
@Suite struct SkippedRunTests {
    @Test func isNamedAndTheNextOneIsKept() {
        let order = WatchOrder(
            paths: ["runs"], options: ReadingOptions(), estimator: TraceEstimator(), baseline: nil, store: nil,
            quiet: 0,
            endsWhenIdle: true, team: nil, chance: 0)
        var state = WatchState(order: order, baseline: nil)
        var run = ScoredRun(facts: RunFacts(unreadable: "r-1", reason: "none"), trace: nil, path: "runs/a.jsonl")
        #expect(state.written(run) != nil && state.takeNotices().isEmpty)
        run.facts.value = .nan
        #expect(state.written(run) == nil)
        let notices = state.takeNotices()
        #expect(notices.count == 1 && notices[0].hasPrefix("runs/a.jsonl: run 'r-1' is skipped, because"))
        run.facts.value = 0
        #expect(state.written(run) != nil && state.takeNotices().isEmpty)
    }
}
