import CreditEngine

/// The replays of one job on one run: who makes them, and which of them an earlier session finished.
struct ReplaySession: Sendable {
    /// Who speaks.
    let crew: Crew
    /// The run, its problem filled in.
    let trace: Trace
    /// Makes the replays.
    let replayer: TeamReplayer
    /// What is finished; `nil` for simulated models, whose replays cost nothing to make again.
    let journal: ReplayJournal?
    private let job: String

    /// Begins a job or goes on with it; throws what has to be said instead.
    ///
    /// - Parameter parts: what is asked, without what changes no result.
    init(
        _ kind: String, _ trace: Trace, _ crew: Crew, _ parts: KeyValuePairs<String, CanonicalJSON?>
    ) async throws {
        try await self.init(kind, trace, crew, ReplayQuestion(parts: parts))
    }

    /// The same for a question that a later session can read again.
    init(_ kind: String, _ trace: Trace, _ crew: Crew, _ question: ReplayQuestion) async throws {
        self.crew = crew
        replayer = try crew.replayer(of: trace)
        self.trace = replayer.trace
        if let why = question.refusal(replayer) { throw ReplayError.refused(why) }
        job = try JobName.of(kind, crew, trace: trace, question.parts)
        guard !crew.isSimulated else {
            journal = nil
            return
        }
        let work = ReplayWork(
            kind: kind, trace: trace.id, team: crew.label, swap: question.swap, measure: question.measure)
        journal = try await ReplayJournal(crew.journal(of: job, description: work.text()))
    }

    /// A ledger for these replays.
    func ledger(width: Int) -> ReplayLedger {
        ReplayLedger(replayer, cells: replayer.order.count, width: width, journal: journal)
    }

    /// Says what is replayed how, and what is there already, on standard error.
    func announce() {
        for note in crew.notes { Console.complain(note, .info) }
        for note in replayer.conditions.notes { Console.complain(note, .info) }
        if !crew.isSimulated, crew.runner is TeamRunner, trace.messages.contains(where: { $0.input == nil }) {
            Console.complain(
                "\(trace.id) does not record what its agents saw, so it is rebuilt from the protocol", .info)
        }
        if let journal, journal.count > 0 {
            Console.complain("\(Counted.of(journal.count, "replay")) finished earlier, which are not made again", .info)
        }
    }

    /// Notes that the job is done.
    func finish() async throws { try await crew.finish(job: job) }

    /// What a swap asks, for the name of its job; throws `IdentityError`.
    ///
    /// - Parameter pairs: how many pairs are asked for in all, which changes no pair.
    static func parts(of swap: Swap, firstSeed: UInt64, pairs: Int? = nil) throws -> ReplayQuestion {
        var question = ReplayQuestion(parts: ["arm": .string(try swap.requests(seed: firstSeed).replaced.key())])
        question.swap = ReplayWork.Swapped(swap, seed: firstSeed)
        question.swap?.pairs = pairs
        return question
    }

    /// What a measurement asks, for the name of its job.
    static func parts(of settings: MeasureSettings) -> ReplayQuestion {
        ReplayQuestion(
            parts: [
                "method": .string(settings.method.rawValue), "budget": .integer(settings.budget),
                "pairs": .integer(settings.pairs), "seed": .string(String(settings.firstSeed)),
            ], measure: ReplayWork.Measured(settings))
    }
}

/// What a job of replays asks: what its results depend on, which names it, and how a later session reads it again.
struct ReplayQuestion: Sendable {
    /// What is asked, without what changes no result.
    let parts: KeyValuePairs<String, CanonicalJSON?>
    var swap: ReplayWork.Swapped?
    var measure: ReplayWork.Measured?

    /// Why what is asked would mislead: of a swap either arm, of everything else a run from the start.
    func refusal(_ replayer: TeamReplayer) -> String? {
        guard let swap = swap?.swap else { return replayer.refusal(of: ReplayRequest(prefix: 0, seed: 0)) }
        let arms = swap.requests(seed: 0)
        return replayer.refusal(of: arms.kept) ?? replayer.refusal(of: arms.replaced)
    }
}
