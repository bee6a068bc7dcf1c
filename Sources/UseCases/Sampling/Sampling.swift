import CreditEngine
import CreditStore
import Foundation
import TraceFiles

/// Whose problems a team is run on.
package enum SplitChoice: String, CaseIterable, Sendable {
    case all, optimise, validate, test

    /// The part of the split; `nil` for all that are not sealed.
    var part: ProblemSplit.Part? { ProblemSplit.Part(rawValue: rawValue) }

    /// What a numbered run is called.
    func runName(_ number: UInt64) -> String { self == .all ? "run-\(number)" : "\(rawValue)-\(number)" }
}

/// Runs to be made and recorded.
package struct SampleOrder: Sendable {
    /// Whose problems.
    var split: SplitChoice
    /// How many runs.
    var count: Int
    /// The number of the first one.
    var first: UInt64
    /// The file that they are added to; runs that are in it already are not made again.
    var out: String
    /// Runs under way at once; results do not depend on it.
    var width: Int
    /// Whether what is in the file is made again.
    var isFresh: Bool

    /// Makes an order.
    package init(split: SplitChoice, count: Int, first: UInt64, out: String, width: Int, isFresh: Bool) {
        (self.split, self.count, self.first) = (split, count, first)
        (self.out, self.width, self.isFresh) = (out, width, isFresh)
    }
}

/// What came of runs that were to be made.
package struct SampleTally: Sendable {
    /// Runs that were to be there in the end.
    package let wanted: Int
    /// Those of them that were in the file already.
    package let there: Int
    /// Those that were made and recorded.
    package private(set) var made = 0
    /// Those of the made ones that succeeded, and that have no outcome.
    package private(set) var solved = 0
    package private(set) var unjudged = 0
    /// Those that came to nothing; they are made when the same is asked for again.
    package private(set) var failed = 0

    init(wanted: Int, there: Int) { (self.wanted, self.there) = (wanted, there) }

    mutating func add(_ outcome: Outcome?) {
        made += 1
        if let outcome { solved += outcome.success ? 1 : 0 } else { unjudged += 1 }
    }

    mutating func addFailure() { failed += 1 }
}

/// What happens while runs are made.
package enum SampleEvent: Sendable {
    /// So far; also before the first run.
    case progressed(SampleTally)
    /// One run came to nothing.
    case failed(run: String, reason: String)
    /// The sealed test problems are opened, or were before.
    case openedTest(String)
}

extension TeamRuntime {
    /// Runs the team on problems and records the runs in their order as they finish.
    ///
    /// A run that fails is left for the next time and ends nothing. Throws `TraceFileError`, `TeamError.noProblems`, and
    /// what ends all runs.
    package func sample(
        _ order: SampleOrder, _ permit: Permit, observer: (SampleEvent) -> Void = { _ in }
    ) async throws -> SampleTally {
        let plans = try (0..<UInt64(order.count)).map { order.first &+ $0 }.map { number in
            RunPlan(
                id: order.split.runName(number), problem: try problem(number, in: order.split.part),
                seeding: Seeding(replay: number))
        }
        let job = try JobName.of(
            "sample", self, ["split": .string(order.split.rawValue), "out": .string(order.out)])
        try await limit(to: job)
        if order.split == .test, let note = try await openTest(for: job) { observer(.openedTest(note)) }
        let recording = try RunRecording(path: order.out, fresh: order.isFresh, prompts: PromptSet(team))
        let missing = plans.filter { !recording.holds($0.id) }
        var tally = SampleTally(wanted: plans.count, there: plans.count - missing.count)
        observer(.progressed(tally))
        let (isTimed, runner, team) = (!isSimulated, runner, team)
        try await inOrder(missing, width: order.width, mayBegin: mayBegin) { plan in
            let started = isTimed ? Date() : nil
            do {
                var trace = try await runner.run(plan, as: team)
                trace.started = started?.formatted(.iso8601)
                return Result<Trace, any Error>.success(trace)
            } catch {
                if error is CancellationError || error.endsAllWork { throw error }
                return .failure(error)
            }
        } consume: { plan, made in
            switch made {
            case .success(let trace):
                try recording.append(trace)
                tally.add(trace.outcome)
            case .failure(let error):
                tally.addFailure()
                observer(.failed(run: plan.id, reason: "\(error)"))
            }
            observer(.progressed(tally))
        }
        if tally.failed == 0 { try await finish(job: job) }
        return tally
    }

    /// Opens the sealed problems: the store counts it once, and later looks are told that they are not the first.
    private func openTest(for job: String) async throws -> String? {
        guard !problemSet.name.isEmpty else { return nil }
        let store = try store
        try await store.keep(split, as: problemSet.name)
        let purpose = "sample \(label), \(job)"
        do {
            try await store.openTest(ofSplit: problemSet.name, purpose: purpose)
            return "the sealed test problems are opened now, which is counted once: optimise no further against them"
        } catch StoreError.testOpened(let at, let before) where before != purpose {
            return "the sealed test problems were opened at \(at) (\(before)), so this is not a first look"
        } catch StoreError.testOpened {
            // The same work goes on.
            return nil
        }
    }
}
