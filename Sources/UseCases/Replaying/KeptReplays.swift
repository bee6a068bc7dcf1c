package import CreditEngine
package import CreditStore

/// What earlier sessions finished of a run's replays, read from the store; nothing is replayed.
package struct KeptReplays: Sendable {
    /// The pairs of a swap that are there.
    package struct Swapped: Sendable {
        /// Their outcomes.
        package var pairs = PairedOutcomes()
        /// Pairs without an outcome.
        package var undefined = 0
        /// Where every replay went.
        package var counts: ReplayCounts
        /// How many pairs were read.
        package var done = 0
    }

    let runtime: TeamRuntime
    let trace: Trace
    let store: Store

    /// The replays of a run with a team's prompts and models.
    package init(_ trace: Trace, by runtime: TeamRuntime, in store: Store) {
        (self.trace, self.runtime, self.store) = (trace, runtime, store)
    }

    /// The jobs of this run that have samples, with what they are, the earliest first; other prompts and models may have
    /// made them.
    package func jobs() async throws -> [(job: Job, work: ReplayWork)] {
        try await store.jobs().reversed().compactMap { job in
            guard let work = ReplayWork.read(job.description), work.trace == trace.id, job.samples > 0 else {
                return nil
            }
            return (job, work)
        }
    }

    /// That replays of this run are kept which are of no use now, as a sentence; `nil` when there are none.
    package func leftOut() async throws -> String? {
        var count = 0
        for (job, work) in try await jobs() where try work.team == runtime.label && !isCurrent(job, work) {
            count += job.samples
        }
        guard count > 0 else { return nil }
        return "\(Numeral.count(count, "kept replay")) of \(trace.id) not used: made with other prompts or models, by "
            + "another version of the program, or of another run of this name"
    }

    /// Whether the team as it is now would ask the same question by the same name.
    private func isCurrent(_ job: Job, _ work: ReplayWork) throws -> Bool {
        if let swap = work.swap {
            guard let asked = swap.swap else { return true }
            return try name(ReplaySession.parts(of: asked, firstSeed: swap.seed), "swap") == job.name
        }
        guard let settings = work.measure?.settings else { return true }
        return try name(ReplaySession.parts(of: settings), "measure") == job.name
    }

    /// The pairs of a swap; `nil` when the job is of other prompts, models or words.
    package func swapped(_ job: Job, _ work: ReplayWork.Swapped) async throws -> Swapped? {
        let replayer = try runtime.replayer(of: trace)
        guard let swap = work.swap, replayer.order.cells.indices.contains(work.position),
            try name(ReplaySession.parts(of: swap, firstSeed: work.seed), "swap") == job.name
        else { return nil }
        // Where nobody said how many were asked for, those are shown that are there.
        let isWhole = job.finished != nil && work.pairs != nil
        var ledger = ReplayLedger(
            NoReplays(isWhole: isWhole), cells: replayer.order.count, journal: try await journal(job))
        var found = Swapped(counts: ledger.counts)
        let most = work.pairs ?? job.samples
        while found.done < most {
            do {
                let seed = work.seed &+ UInt64(found.done)
                found.undefined += try await swap.sample([seed], into: &found.pairs, &ledger)
            } catch is NotKept {
                break
            }
            found.done += 1
        }
        found.counts = ledger.counts
        return found
    }

    /// A measurement that came to its end, or how far it came; `nil` when the job is of other prompts or models.
    package func measured(
        _ job: Job, _ work: ReplayWork.Measured
    ) async throws -> (report: MeasureReport?, progress: MeasureProgress?)? {
        let replayer = try runtime.replayer(of: trace)
        guard let settings = work.settings, try name(ReplaySession.parts(of: settings), "measure") == job.name else {
            return nil
        }
        let measure = try Measure(
            replayer.trace, NoReplays(isWhole: job.finished != nil, mayHaveState: replayer.mayHaveState), settings,
            journal: try await journal(job))
        let last = LastProgress()
        do {
            return (try await measure.run { await last.take($0) }, nil)
        } catch is NotKept {
            return (nil, await last.progress)
        }
    }

    /// The effect of keeping a message, from the swap by resampling with the most pairs, else from a measurement that
    /// named it; `nil` when neither is there.
    func effect(of cell: Cell) async throws -> Double? {
        guard let position = CellOrder(try runtime.replayer(of: trace).trace).position(of: cell) else { return nil }
        var best = PairedOutcomes()
        for (job, work) in try await jobs() {
            var pairs: PairedOutcomes?
            if let swap = work.swap, swap.position == position, case .resample? = swap.swap?.replacement {
                pairs = try await swapped(job, swap)?.pairs
            } else if let measure = work.measure {
                pairs = try await measured(job, measure)?.report?.pairs[position]
            }
            if let pairs, pairs.count > best.count { best = pairs }
        }
        return best.effect
    }

    private func name(_ question: ReplayQuestion, _ kind: String) throws -> String {
        try JobName.of(kind, runtime, trace: trace, question.parts)
    }

    private func journal(_ job: Job) async throws -> ReplayJournal {
        let memory = MemoryJournal()
        await memory.record(
            try await store.samples(of: job.name).map { FinishedSample(key: $0.key, result: $0.value) })
        return try await ReplayJournal(memory)
    }
}

/// Makes no replay: what is not kept is UNDEFINED in a job that was finished, and ends the reading of another.
private struct NoReplays: Replayer {
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
