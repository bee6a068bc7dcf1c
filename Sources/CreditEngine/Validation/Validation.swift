/// A held-out validation: the candidate prompts against the current ones, pair by pair, until the gate decides.
///
/// Pairs come in a fixed order that hangs on the seed, so all candidates of a search meet the same ones and the current
/// prompts' runs are shared. No run is made that could not matter. Source: Method §6.
public struct Validation: Sendable {
    /// The prompts that are proposed.
    public let candidate: PromptSet
    /// The prompts of now.
    public let current: PromptSet
    /// What to draw from.
    public let problems: [Problem]
    /// The rule, fixed before the first pair.
    public let rule: GateRule
    /// Which candidate of its lineage it is, from 1, abandoned ones counted.
    public let ordinal: Int
    /// What the order of the problems and all replays hang on.
    public let seed: UInt64
    /// The optimiser's own problems, for the train gap; empty leaves it unknown.
    public var train: [Problem] = []
    /// How often this set of problems has been looked at by any proposal, this one included.
    public var looks = 1
    /// Whether a simulated model speaks.
    public var isSimulated = false

    /// Is told how it goes, after every pair.
    public typealias Observer = @Sendable (ValidationProgress) async -> Void

    /// Makes a validation of any candidate prompts; throws `HeldOutError`.
    ///
    /// - Parameter critiqued: the problems that no validation of it may use; one of them among `problems` is refused
    ///   (`HeldOutProblems` sorts them out before).
    public init(
        _ candidate: PromptSet, against current: PromptSet, on problems: [Problem], critiqued: [String] = [],
        rule: GateRule = GateRule(), ordinal: Int, seed: UInt64
    ) throws {
        guard candidate != current else { throw HeldOutError.nothingChanged }
        let held = HeldOutProblems(problems, critiqued: critiqued)
        guard held.leftOut.isEmpty else { throw HeldOutError.leak(held.leftOut) }
        guard !held.problems.isEmpty else { throw HeldOutError.noProblems }
        self.candidate = candidate
        self.current = current
        self.problems = held.problems
        self.rule = rule
        self.ordinal = max(1, ordinal)
        self.seed = seed
    }

    /// Makes a validation of a proposal against the prompts of now; throws `HeldOutError`, also when it is stale.
    public init(
        _ proposal: Proposal, against current: PromptSet, on problems: [Problem], rule: GateRule = GateRule(),
        ordinal: Int, seed: UInt64
    ) throws {
        if let block = proposal.staleBlock(in: try current.hashes()) { throw HeldOutError.stale(block: block) }
        try self.init(
            current.replacing(proposal.block, by: proposal.newText), against: current, on: problems,
            critiqued: proposal.critiqued, rule: rule, ordinal: ordinal, seed: seed)
    }

    /// What is recorded before the first pair: the rule and the seed, and that nothing is decided.
    public var begun: ValidationReport {
        ValidationReport(
            ending: .stopped, pairs: [], ordinal: ordinal, alpha: rule.alpha, logEvidence: 0,
            logThreshold: rule.logThreshold(of: ordinal), looks: looks, isSimulated: isSimulated, rule: rule, seed: seed
        )
    }

    /// Draws pairs until the gate decides or the ledger's limit is reached; the report then says `stopped`.
    ///
    /// Throws `HeldOutError.noOutcomes`, what ends all runs of the ledger, and `CancellationError`; what is finished
    /// stays in the ledger and its journal, so the same call goes on from there.
    public func run(_ ledger: RolloutLedger, _ observer: @escaping Observer = { _ in }) async throws -> ValidationReport
    {
        var arms = try ValidationArms(self, observer)
        let gate = try await arms.decide(ledger)
        let train = gate.decision?.isShown == true ? try await arms.measureTrain(ledger, after: gate) : nil
        return report(gate, arms, train)
    }

    private func report(_ gate: Gate, _ arms: ValidationArms, _ train: PairedOutcomes?) -> ValidationReport {
        let checks = GateChecks(self, gate, arms, train).all
        let ending: ValidationReport.Ending =
            switch gate.decision {
            case nil: .stopped
            case .futile: .futile
            case .notShown: .notShown
            case .shownByEvidence, .shownByExactTest: checks.contains { $0.passes == false } ? .capped : .accepted
            }
        var report = ValidationReport(
            ending: ending, pairs: arms.pairs, ordinal: ordinal, alpha: rule.alpha, logEvidence: gate.evidence.log,
            logThreshold: gate.logThreshold, exactP: gate.exactP, moreNeeded: gate.moreNeeded, checks: checks,
            looks: looks, rollouts: arms.counts.made, cached: arms.counts.cached, calls: arms.counts.calls,
            isSimulated: isSimulated, rule: rule, seed: seed)
        report.trainCurrent = train?.mean(\.kept)
        report.trainCandidate = train?.mean(\.replaced)
        return report
    }
}
