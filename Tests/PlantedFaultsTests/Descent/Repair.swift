import CreditEngine
import PlantedFaults

/// One optimisation of a planted team, small enough for a test.
struct Repair: Sendable {
    var suite = Suite.rootEcho
    var method = DescentSettings.Method.credit
    var acceptance = DescentSettings.Acceptance.gate
    var wrong = 0.0
    var coupling = 1.0
    var budget = 300.0
    var finalRuns = 0
    var width = 1
    var seed: UInt64 = 1
    var fuse: Fuse?
    var journal: (any SampleJournal)?
    /// Runs, counted from 1, whose outcome is not known.
    var hides: (@Sendable (Int) -> Bool)?

    func run(_ observer: @escaping Descent.Observer = { _ in }) async throws -> DescentReport {
        let first = seed * 1_000 + 1
        let problems = (0..<120 as Range<UInt64>).map { suite.problem(first + $0) }
        let team = suite.planting().team
        let runner = suite.runner(team, coupling: coupling, recordsInput: false)
        let ledger = RolloutLedger(
            FusedRunner(base: runner, fuse: fuse, hides: hides), width: width, keepsTraces: true, journal: journal)
        var descent = try Descent(
            PromptSet(team), optimise: Array(problems.prefix(60)), validate: Array(problems.dropFirst(60)),
            ledger: ledger, critic: DescentCritic(Critic(SimulatedCritic(wrong: wrong))),
            settings: DescentSettings(
                method: method, acceptance: acceptance, budget: budget, finalRuns: finalRuns, width: width, seed: seed))
        descent.journal = journal
        descent.isSimulated = true
        return try await descent.run(observer)
    }
}

/// Burns through after so many runs, as a spent budget or a killed program would.
actor Fuse {
    struct Blown: PermanentFailure { let isPermanent = true }

    private var left: Int
    private(set) var used = 0

    init(_ runs: Int) {
        left = runs
    }

    func burn() throws {
        guard left > 0 else { throw Blown() }
        left -= 1
        used += 1
    }
}

/// Runs a team as long as the fuse holds.
struct FusedRunner: Runner {
    let base: TeamRunner
    let fuse: Fuse?
    let hides: (@Sendable (Int) -> Bool)?
    private let made = Tally()

    init(base: TeamRunner, fuse: Fuse?, hides: (@Sendable (Int) -> Bool)? = nil) {
        (self.base, self.fuse, self.hides) = (base, fuse, hides)
    }

    func run(_ plan: RunPlan, as team: Team) async throws -> Trace {
        try await fuse?.burn()
        var trace = try await base.run(plan, as: team)
        if let hides, hides(await made.next()) { trace.outcome = nil }
        return trace
    }

    private actor Tally {
        private var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }
}
