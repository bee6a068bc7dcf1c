/// An optimisation of a team's prompts: sample, find candidates for one block, decide, go on until nothing is left.
///
/// The strategy finds candidates; the driver owns the budget, the acceptance and the current prompts. Whatever is accepted
/// has passed a rule only: a person approves. The same settings, models and problems give the same report whatever the
/// width, and after a restart with the same journal. Source: the article's phases 1 to 3; Method §§6–7.
public struct Descent: Sendable {
    /// The prompts to start from.
    public let prompts: PromptSet
    /// The optimiser's problems: their runs feed critiques.
    public let optimise: [Problem]
    /// The held-out problems that candidates are decided on.
    public let validate: [Problem]
    /// Makes all whole runs; it must keep their traces, or be able to make them again.
    public let ledger: RolloutLedger
    /// Reads failed runs; `nil` leaves strategies that need critiques without candidates.
    public let critic: DescentCritic?
    /// How to go about it.
    public let settings: DescentSettings
    /// Remembers replays across restarts, as the ledger's own journal does whole runs.
    public var journal: (any SampleJournal)?
    /// Where candidates are put down before they are decided about; by default lineages of this optimisation alone.
    public var register: any CandidateRegister = OwnLineages()
    /// Whether a simulated model speaks for the team or the critic.
    public var isSimulated = false

    /// Is told how it goes.
    public typealias Observer = @Sendable (DescentEvent) async -> Void

    /// Makes an optimisation; throws `DescentError`.
    public init(
        _ prompts: PromptSet, optimise: [Problem], validate: [Problem], ledger: RolloutLedger, critic: DescentCritic?,
        settings: DescentSettings = DescentSettings()
    ) throws {
        guard !prompts.blocks.isEmpty else { throw DescentError.noPrompts }
        guard !optimise.isEmpty, !validate.isEmpty else { throw DescentError.noProblems }
        guard critic != nil || !settings.method.needsCritic else {
            throw DescentError.noCritic(settings.method.rawValue)
        }
        self.prompts = prompts
        self.optimise = optimise
        self.validate = validate
        self.ledger = ledger
        self.critic = critic
        self.settings = settings
    }

    /// Runs it to its end.
    ///
    /// Throws what ends all runs of the ledger, what the critic's model and the register throw, and `CancellationError`;
    /// finished runs stay in the journals and candidates in the register, so the same call goes on from there.
    public func run(_ observer: @escaping Observer = { _ in }) async throws -> DescentReport {
        var resources = try await StrategyResources(self, observer: observer)
        var search = DescentSearch(strategy: settings.method.strategy)
        let ending = try await search.run(&resources, isSimulated: isSimulated)
        let result = search.result(resources)
        // What a later edit took the place of is no part of the result.
        let edits = search.trials.filter { $0.decision == .accepted }.map { ($0.proposal.block, $0.proposal.newText) }
            .filter { result[$0.0] == $0.1 }
        let together = try await AcceptedTogether.measure(edits, before: prompts, &resources)
        let runs = try await estimate(result, &resources)
        let outcomes = runs.compactMap(\.score)
        return DescentReport(
            settings: settings, ending: ending, trials: search.trials, costs: resources.costs, shares: search.shares,
            result: result, together: together, finalOutcomes: outcomes, finalUndefined: runs.count - outcomes.count,
            isSimulated: isSimulated)
    }

    /// The result on held-out problems with seeds that nothing else used, as far as the budget goes.
    private func estimate(_ result: PromptSet, _ resources: inout StrategyResources) async throws -> [Rollout] {
        let count = resources.release()
        guard count > 0 else { return [] }
        try await resources.tell(.final)
        let problems = resources.validate
        let samples = (0..<count).map { (problem: problems[$0 % problems.count], replay: resources.freshSample()) }
        return try await resources.runs(result, on: samples, for: .final)
    }
}

/// Why an optimisation cannot begin.
public enum DescentError: Error, Equatable, CustomStringConvertible {
    /// The team has no text to revise.
    case noPrompts
    /// A part of the problems is empty.
    case noProblems
    /// The strategy reads critiques and nobody writes them.
    case noCritic(String)

    /// One sentence that names the thing and the way out.
    public var description: String {
        switch self {
        case .noPrompts: "the team has no role prompt and no aggregation prompt, so there is nothing to revise"
        case .noProblems: "the optimiser and the gate each need a problem; give a problems file with more of them"
        case .noCritic(let method): "the strategy '\(method)' needs a critic; name one with --critic"
        }
    }
}

extension DescentSettings.Method {
    /// Whether candidates come from critiques.
    public var needsCritic: Bool { [.credit, .roundRobin, .reflective].contains(self) }

    /// The strategy of this name, at its beginning.
    var strategy: any Strategy {
        switch self {
        case .credit: CreditDescent()
        case .roundRobin: RoundRobin()
        case .reflective: ParetoReflection()
        case .evolutionary: Evolution()
        case .reinforce: EditBandit()
        case .none: Untouched()
        }
    }
}
