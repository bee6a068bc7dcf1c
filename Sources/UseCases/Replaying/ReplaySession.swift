package import CreditEngine

/// The replays of one job on one run: who makes them, and which of them an earlier session finished.
package struct ReplaySession: Sendable {
    /// Who speaks.
    package let runtime: TeamRuntime
    /// The run, its problem filled in.
    package let trace: Trace
    /// Makes the replays.
    package let replayer: TeamReplayer
    /// What is finished.
    package let journal: ReplayJournal
    private let job: String
    /// That kept replays are of no use now.
    private let leftOut: String?

    /// Begins a job or goes on with it; throws what has to be said instead.
    ///
    /// - Parameter parts: what is asked, without what changes no result.
    package init(
        _ kind: String, _ trace: Trace, _ runtime: TeamRuntime, _ parts: KeyValuePairs<String, CanonicalJSON?>
    ) async throws {
        try await self.init(kind, trace, runtime, ReplayQuestion(parts: parts))
    }

    /// The same for a question that a later session can read again.
    package init(_ kind: String, _ trace: Trace, _ runtime: TeamRuntime, _ question: ReplayQuestion) async throws {
        self.runtime = runtime
        replayer = try runtime.replayer(of: trace)
        self.trace = replayer.trace
        if let why = question.refusal(replayer) { throw ReplayError.refused(why) }
        job = try JobName.of(kind, runtime, trace: trace, question.parts)
        let work = ReplayWork(
            kind: kind, trace: trace.id, team: runtime.label, swap: question.swap, measure: question.measure)
        leftOut = try await KeptReplays(trace, by: runtime, in: runtime.store).leftOut()
        journal = try await ReplayJournal(runtime.journal(of: job, description: work.text()))
    }

    /// A ledger for these replays.
    package func ledger(width: Int) -> ReplayLedger {
        ReplayLedger(replayer, cells: replayer.order.count, width: width, journal: journal)
    }

    /// What is replayed how, and what is there already, a sentence each.
    package var notes: [String] {
        var notes = runtime.notes + replayer.conditions.notes
        if !runtime.isSimulated, runtime.runner is TeamRunner, trace.messages.contains(where: { $0.input == nil }) {
            notes.append("\(trace.id) does not record what its agents saw, so it is rebuilt from the protocol")
        }
        if let leftOut { notes.append(leftOut) }
        if journal.count > 0 {
            notes.append("\(Numeral.count(journal.count, "replay")) finished earlier, which are not made again")
        }
        return notes
    }

    /// Notes that the job is done.
    package func finish() async throws { try await runtime.finish(job: job) }

    /// What a swap asks, for the name of its job; throws `IdentityError`.
    ///
    /// - Parameter pairs: how many pairs are asked for in all, which changes no pair.
    package static func parts(of swap: Swap, firstSeed: UInt64, pairs: Int = 0) throws -> ReplayQuestion {
        var question = ReplayQuestion(parts: ["arm": .string(try swap.requests(seed: firstSeed).replaced.key())])
        question.swap = ReplayWork.Swapped(swap, seed: firstSeed, pairs: pairs)
        return question
    }

    /// What a measurement asks, for the name of its job.
    package static func parts(of settings: MeasureSettings) -> ReplayQuestion {
        ReplayQuestion(
            parts: [
                "method": .string(settings.method.rawValue), "budget": .integer(settings.budget),
                "pairs": .integer(settings.pairs), "seed": .string(String(settings.firstSeed)),
            ], measure: ReplayWork.Measured(settings))
    }
}

/// What a job of replays asks: what its results depend on, which names it, and how a later session reads it again.
package struct ReplayQuestion: Sendable {
    /// What is asked, without what changes no result.
    package let parts: KeyValuePairs<String, CanonicalJSON?>
    package var swap: ReplayWork.Swapped?
    package var measure: ReplayWork.Measured?

    /// Why what is asked would mislead: of a swap either arm, of everything else a run from the start.
    func refusal(_ replayer: TeamReplayer) -> String? {
        guard let swap = swap?.swap else { return replayer.refusal(of: ReplayRequest(prefix: 0, seed: 0)) }
        let arms = swap.requests(seed: 0)
        return replayer.refusal(of: arms.kept) ?? replayer.refusal(of: arms.replaced)
    }
}
