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
    /// The place of another run in the catalogue, and its file.
    let find: (String) -> (run: RunIndex, file: String)?

    /// The jobs of this run with these prompts and models, the earliest first; a simulated team has none.
    func jobs() async throws -> [StoredJob] {
        guard !runtime.isSimulated else { return [] }
        var found: [StoredJob] = []
        for job in try await store.jobs().reversed() {
            guard let work = ReplayWork.read(job.description), work.trace == trace.id, job.samples > 0 else { continue }
            if let swapped = work.swap, let stored = try await swap(job, swapped) { found.append(stored) }
            if let measured = work.measure, let stored = try await measure(job, measured) { found.append(stored) }
        }
        return found
    }

    private func swap(_ job: CreditStore.Job, _ work: ReplayWork.Swapped) async throws -> StoredJob? {
        let replayer = try runtime.replayer(of: trace)
        guard let swap = work.swap, replayer.order.cells.indices.contains(work.position),
            let choice = work.choice(find),
            try name(ReplaySession.parts(of: swap, firstSeed: work.seed), "swap") == job.name,
            work.seed == seed ?? ReplaySeeds.swap
        else { return nil }
        let cell = replayer.order.cells[work.position]
        // Where nobody said how many were asked for, those are shown that are there.
        let isWhole = job.finished != nil && work.pairs != nil
        var ledger = ReplayLedger(
            KeptReplays(isWhole: isWhole), cells: replayer.order.count, journal: try await journal(job))
        var pairs = PairedOutcomes()
        var (undefined, done) = (0, 0)
        let most = work.pairs ?? job.samples
        while done < most {
            do {
                undefined += try await swap.sample([work.seed &+ UInt64(done)], into: &pairs, &ledger)
            } catch is NotKept {
                break
            }
            done += 1
        }
        let isFinished = job.finished != nil
        guard done > 0 || !isFinished else { return nil }
        return StoredJob(
            name: job.name, task: .swap(cell, choice, pairs: isFinished ? done : max(most, done), after: 0),
            findings: .swapped(pairs, undefined: undefined, counts: ledger.counts), isFinished: isFinished,
            calls: try await calls(job))
    }

    private func measure(_ job: CreditStore.Job, _ work: ReplayWork.Measured) async throws -> StoredJob? {
        let replayer = try runtime.replayer(of: trace)
        guard let settings = work.settings, settings.method == .adaptive, work.seed == seed ?? ReplaySeeds.measurement,
            try name(ReplaySession.parts(of: settings), "measure") == job.name
        else { return nil }
        let isFinished = job.finished != nil
        let measure = try Measure(
            replayer.trace, KeptReplays(isWhole: isFinished, mayHaveState: replayer.mayHaveState), settings,
            journal: try await journal(job))
        let last = LastProgress()
        var findings: JobFindings?
        do {
            findings = .measured(try await measure.run { await last.take($0) })
        } catch is NotKept {
            findings = await last.progress.map { .measuring($0) }
        }
        return StoredJob(
            name: job.name, task: .measure(budget: work.budget), findings: findings, isFinished: isFinished,
            calls: try await calls(job))
    }

    private func name(_ question: ReplayQuestion, _ kind: String) throws -> String {
        try JobName.of(kind, runtime, trace: trace, question.parts)
    }

    private func journal(_ job: CreditStore.Job) async throws -> ReplayJournal {
        let memory = MemoryJournal()
        await memory.record(
            try await store.samples(of: job.name).map { FinishedSample(key: $0.key, result: $0.value) })
        return try await ReplayJournal(memory)
    }

    private func calls(_ job: CreditStore.Job) async throws -> Int {
        try await store.ledger(of: job.name).used().calls
    }
}

/// Makes no replay: what is not kept is UNDEFINED in a job that was finished, and ends the reading of another.
private struct KeptReplays: Replayer {
    let isWhole: Bool
    var mayHaveState = false

    func replay(_ request: ReplayRequest) async throws -> ReplayResult {
        guard isWhole else { throw NotKept() }
        return ReplayResult(.undefined("it had no outcome in an earlier session"), spoken: 0)
    }
}

/// The end of what is kept.
private struct NotKept: Error {}

/// The last word of a measurement that does not come to its end.
private actor LastProgress {
    private(set) var progress: MeasureProgress?

    func take(_ progress: MeasureProgress) { self.progress = progress }
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
