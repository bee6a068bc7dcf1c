/// What a strategy works with: runs, replays and critiques of the current prompts, all counted and within the budget.
struct StrategyResources: Sendable {
    /// What was to be run next does not fit into what is left.
    struct BudgetSpent: Error {}

    let settings: DescentSettings
    /// The optimiser's problems, and the held-out ones, each in an order fixed by the seed.
    let optimise: [Problem]
    let validate: [Problem]
    let critic: DescentCritic?
    let ledger: RolloutLedger
    let register: any CandidateRegister
    let observer: Descent.Observer
    /// Every draw of the search hangs on it.
    let random: KeyedRandom
    private let journal: (any SampleJournal)?
    private var journaled: [String: String] = [:]
    /// The prompts that are in force.
    private(set) var current: PromptSet
    private(set) var identity: String
    private(set) var costs = DescentCosts()
    /// Rollouts kept back for the end.
    private var reserved: Double
    /// Rollouts kept back to hold accepted edits of different blocks against each other.
    private var reservedTogether = 0.0
    private var samples: UInt64 = 0

    init(_ descent: Descent, observer: @escaping Descent.Observer) async throws {
        settings = descent.settings
        random = KeyedRandom(RandomKey(problem: "", replay: settings.seed, what: "descent"))
        optimise = Self.shuffled(descent.optimise, random, "optimise")
        validate = Self.shuffled(descent.validate, random, "validate")
        critic = descent.critic
        ledger = descent.ledger
        register = descent.register
        journal = descent.journal
        journaled = try await descent.journal?.finished() ?? [:]
        current = descent.prompts
        identity = try descent.prompts.identity()
        reserved = Double(min(settings.finalRuns, Int(settings.budget / 4)))
        self.observer = observer
    }

    private static func shuffled(_ problems: [Problem], _ random: KeyedRandom, _ what: String) -> [Problem] {
        problems.map { (random.bits("\(what) \($0.key)"), $0.key, $0) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// Rollouts that may still be paid for, without those kept back for the end.
    var left: Double { settings.budget - costs.rollouts - reserved - reservedTogether }

    /// Keeps rollouts back to look at accepted edits of several blocks together, as far as there are some.
    mutating func keepBackTogether(blocks: Int) {
        guard blocks > 1 else { return }
        let wanted = Double(AcceptedTogether.fewest * (2 + blocks))
        if left + reservedTogether >= wanted { reservedTogether = wanted }
    }

    /// Frees what was kept back for accepted edits together.
    mutating func releaseTogether() { reservedTogether = 0 }

    /// Frees what was kept back; the number of rollouts that are there for the estimate.
    mutating func release() -> Int {
        defer { reserved = 0 }
        return Int(min(reserved, left + reserved + 1e-9))
    }

    /// A sample number that nothing was asked with.
    mutating func freshSample() -> UInt64 {
        defer { samples += 1 }
        return (random.bits("samples") >> 20) &+ samples
    }

    /// The first of a thousand sample numbers that nothing was asked with.
    mutating func freshSamples() -> UInt64 {
        defer { samples += 1_000 }
        return (random.bits("samples") >> 20) &+ samples
    }

    /// The sample number of sets of problems that are run once for each set of prompts.
    var fixedSample: UInt64 { random.bits("fixed") >> 20 }

    /// Some problems, drawn anew for each turn, all with the same sample number.
    func drawn(_ count: Int, from problems: [Problem], turn: UInt64) -> [(problem: Problem, replay: UInt64)] {
        let draws = KeyedRandom(seed: random.bits("drawn") ^ turn)
        return problems.map { (draws.bits($0.key), $0) }.sorted { ($0.0, $0.1.key) < ($1.0, $1.1.key) }
            .prefix(count).map { (problem: $0.1, replay: turn) }
    }

    mutating func adopt(_ prompts: PromptSet) throws {
        identity = try prompts.identity()
        current = prompts
    }

    func tell(_ phase: DescentEvent.Phase) async throws {
        try Task.checkCancellation()
        await observer(.progressed(phase, costs))
    }

    // MARK: Whole runs

    /// The results of whole runs in their order; throws `BudgetSpent` and makes none when they do not fit.
    mutating func runs(_ requests: [RolloutRequest], for purpose: DescentCosts.Purpose) async throws -> [Rollout] {
        guard Double(await ledger.missing(requests)) <= left + 1e-9 else { throw BudgetSpent() }
        let before = await ledger.counts
        let results = try await ledger.results(of: requests)
        charge(purpose, before, await ledger.counts)
        return results
    }

    /// Runs of some prompts on problems with the sample numbers given.
    mutating func runs(
        _ prompts: PromptSet, on samples: [(problem: Problem, replay: UInt64)], for purpose: DescentCosts.Purpose
    ) async throws -> [Rollout] {
        let requests = try samples.map { try RolloutRequest(prompts, on: $0.problem, replay: $0.replay) }
        return try await runs(requests, for: purpose)
    }

    /// The run of the current prompts on a problem, as it was made.
    func trace(_ problem: Problem, replay: UInt64) async throws -> Trace {
        try await ledger.trace(of: RolloutRequest(current, on: problem, replay: replay))
    }

    /// Puts what the ledger made since to a purpose.
    mutating func charge(_ purpose: DescentCosts.Purpose, _ before: RolloutCounts, _ after: RolloutCounts) {
        costs[purpose].rollouts += Double(after.made - before.made)
        costs[purpose].made += after.made - before.made
        costs[purpose].cached += after.cached - before.cached
        costs[purpose].undefined += after.undefined - before.undefined
        costs[purpose].calls += after.calls - before.calls
    }

    // MARK: Replays

    /// Whether replays succeed, in their order, and whether they said the recorded words; throws `BudgetSpent` and makes
    /// none when they do not fit.
    mutating func replays(_ replays: [PrefixReplay], for purpose: DescentCosts.Purpose = .credit) async throws
        -> [(success: Bool?, same: Bool)]
    {
        guard replays.reduce(0, { $0 + $1.cost }) <= left + 1e-9 else { throw BudgetSpent() }
        let (ledger, team, known, journal) = (ledger, current.team, journaled, journal)
        let identities = try replays.map { try $0.revised?.identity() ?? identity }
        let keys = zip(replays, identities).map { replay, identity in
            "replay \(identity.prefix(16)) \(replay.prefix) \(replay.replay) \(replay.trace.id)"
        }
        let made = try await inOrder(replays.indices.map { $0 }, width: settings.width) { index in
            if let result = known[keys[index]].flatMap(ReplayedPrefix.init(journaled:)) { return result }
            let replay = replays[index]
            var result = ReplayedPrefix()
            do {
                let again = try await ledger.runner.run(replay.plan, as: replay.revised?.team ?? team)
                result.success = again.outcome?.success
                result.same = again.messages.map(\.output) == replay.trace.messages.map(\.output)
                result.calls = again.messages.count - replay.plan.prefix.count
            } catch {
                try Task.checkCancellation()
                if error is CancellationError || error.endsAllWork { throw error }
                return result
            }
            if result.success != nil, let journal {
                try await journal.record([FinishedSample(key: keys[index], result: result.journalText)])
            }
            return result
        }
        for (replay, result) in zip(replays, made) {
            costs[purpose].rollouts += replay.cost
            costs[purpose].made += 1
            costs[purpose].calls += result.calls
            if result.success == nil { costs[purpose].undefined += 1 }
        }
        return made.map { ($0.success, $0.same) }
    }

    // MARK: Validation

    /// Holds a proposal against the held-out problems within what is left; `nil` when not one pair fits.
    ///
    /// Its look is counted before its first pair, and its report kept after its last.
    ///
    /// - Parameter attempt: proposals that differ here meet other pairs.
    mutating func validate(
        _ proposal: Proposal, _ candidate: EnteredCandidate, attempt: Int, isSimulated: Bool
    ) async throws -> ValidationReport? {
        guard left >= 2 else { return nil }
        let held = HeldOutProblems(validate, critiqued: proposal.critiqued, known: optimise)
        var validation = try Validation(
            proposal, against: current, on: held.problems, rule: settings.rule, ordinal: candidate.ordinal,
            seed: random.bits("validation", attempt))
        validation.train = optimise
        validation.isSimulated = isSimulated
        validation.looks = try await register.begin(validation, of: candidate)
        let before = await ledger.counts
        await ledger.allow(Int(left + 1e-9))
        let observer = observer
        let report = try await validation.run(ledger) { await observer(.validating(candidate.ordinal, $0)) }
        await ledger.allow(nil)
        charge(.validation, before, await ledger.counts)
        try await register.keep(report, of: candidate)
        return report
    }

    // MARK: Critiques

    /// Counts a call of the reviser's model.
    mutating func noteCriticCall() { costs.criticCalls += 1 }

    /// What the critic says of some messages; those on which it has nothing usable to say are left out.
    mutating func critiques(of subjects: [CritiqueSubject], attempt: UInt64) async throws -> [Critique] {
        guard let critic else { return [] }
        costs.criticCalls += subjects.count
        return try await inOrder(subjects, width: settings.width) { subject in
            do {
                return try await critic.critic.critique(subject, attempt: attempt)
            } catch is CritiqueError {
                return nil
            }
        }.compactMap { $0 }
    }
}
