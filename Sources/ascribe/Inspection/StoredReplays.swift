import CreditEngine
import CreditStore
import Inspector
import UseCases

/// What earlier sessions finished of a run's replays, read from the store; nothing is replayed.
struct StoredReplays {
    let runtime: TeamRuntime
    let trace: Trace
    /// The first seed that the program was started with; `nil` is the usual ones.
    let seed: UInt64?
    let store: Store
    /// Another process that works on the store.
    let holder: String?
    /// The place of another run in the catalogue, and its file.
    let find: (String) -> (run: RunIndex, file: String)?

    /// The jobs of this run with these prompts and models, the earliest first.
    func jobs() async throws -> [StoredJob] {
        let kept = KeptReplays(trace, by: runtime, in: store)
        var found: [StoredJob] = []
        for (job, work) in try await kept.jobs() {
            if let swapped = work.swap, let stored = try await swap(job, swapped, kept) { found.append(stored) }
            if let measured = work.measure, let stored = try await measure(job, measured, kept) { found.append(stored) }
        }
        return found
    }

    private func swap(
        _ job: CreditStore.Job, _ work: ReplayWork.Swapped, _ kept: KeptReplays
    ) async throws -> StoredJob? {
        guard let choice = work.choice(find), work.seed == seed ?? ReplaySeeds.swap,
            let swapped = try await kept.swapped(job, work)
        else { return nil }
        let isFinished = job.finished != nil
        guard swapped.done > 0 || !isFinished else { return nil }
        let cell = try runtime.replayer(of: trace).order.cells[work.position]
        let most = isFinished ? swapped.done : max(work.pairs ?? job.samples, swapped.done)
        return StoredJob(
            name: job.name, task: .swap(cell, choice, pairs: most, after: 0),
            findings: .swapped(swapped.pairs, undefined: swapped.undefined, counts: swapped.counts),
            isFinished: isFinished, calls: try await calls(job), holder: holder)
    }

    private func measure(
        _ job: CreditStore.Job, _ work: ReplayWork.Measured, _ kept: KeptReplays
    ) async throws -> StoredJob? {
        guard work.settings?.method == .adaptive, work.seed == seed ?? ReplaySeeds.measurement,
            let measured = try await kept.measured(job, work)
        else { return nil }
        return StoredJob(
            name: job.name, task: .measure(budget: work.budget),
            findings: measured.report.map { .measured($0) } ?? measured.progress.map { .measuring($0) },
            isFinished: job.finished != nil, calls: try await calls(job), holder: holder)
    }

    private func calls(_ job: CreditStore.Job) async throws -> Int {
        try await store.ledger(of: job.name).used().calls
    }
}

extension ReplayWork.Swapped {
    /// What the interface calls it.
    ///
    /// - Parameter find: the place of a run in the catalogue, and its file.
    func choice(_ find: (String) -> (run: RunIndex, file: String)?) -> SwapChoice? {
        switch swap?.replacement {
        case .trace(let id, _)?: find(id).map { .trace(run: $0.run, id: id, file: $0.file) }
        case let replacement?: .known(replacement)
        case nil: nil
        }
    }
}
