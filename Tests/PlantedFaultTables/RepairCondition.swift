import CreditEngine
import PlantedFaults

/// One setting under which planted teams are repaired again and again.
struct RepairCondition: Sendable, Hashable {
    /// The suite's name.
    var suite: String
    /// How candidates are found.
    var method: DescentSettings.Method
    /// Who decides.
    var acceptance: DescentSettings.Acceptance
    /// The chance that a critique is a plausible wrong one.
    var wrong = 0.0
    /// ρ: the share of calls whose randomness a seed fixes.
    var coupling = 1.0
    /// What the team speaks.
    var language = Language.english
    /// Rollouts at most.
    var budget = 300.0

    /// Problems of each part that a repair gets; every seed has its own.
    private static let problems: UInt64 = 80

    /// Whether there is anything to repair.
    var hasFix: Bool { Suite.named(suite)?.planting().edit != nil }

    /// Whether the known edit adds about .35 to a success rate of about .5, and the team has few blocks.
    var isUsual: Bool {
        guard hasFix, suite != Suite.crowd.name, let sizes = Suite.named(suite)?.sizes else { return false }
        return sizes.edited - sizes.base > 0.3
    }

    /// Who searches, who decides, and how seeds are: `credit, gate, wrong .5, free`.
    var words: String {
        let critic = wrong > 0 ? ", wrong " + Numeral.fixed(wrong, 1).drop { $0 == "0" } : ""
        let seeds = coupling == 1 ? "" : coupling == 0 ? ", free" : ", coupling \(Numeral.fixed(coupling, 2))"
        return "\(method.rawValue), \(acceptance.rawValue)\(critic)\(seeds)"
    }

    /// Makes one repair; equal seeds give equal repairs.
    func run(_ seed: UInt64) async throws -> DescentReport {
        let planted = Suite.named(suite) ?? .rootEcho
        let first = seed &* 1_000 &+ 1
        let shape = TeamShape(language: language)
        let problems = (0..<(2 * Self.problems)).map { planted.problem(first &+ $0, shape: shape) }
        let team = planted.planting(shape).team
        let ledger = RolloutLedger(
            planted.runner(team, coupling: coupling, recordsInput: false), keepsTraces: true)
        let critic = DescentCritic(Critic(SimulatedCritic(wrong: wrong)))
        var descent = try Descent(
            PromptSet(team), optimise: Array(problems.prefix(Int(Self.problems))),
            validate: Array(problems.dropFirst(Int(Self.problems))), ledger: ledger, critic: critic,
            settings: DescentSettings(
                method: method, acceptance: acceptance, budget: budget, finalRuns: 0, seed: seed))
        descent.register = OwnLineages("\(suite) \(seed)")
        descent.isSimulated = true
        return try await descent.run()
    }
}
