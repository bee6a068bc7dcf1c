/// What an optimisation came to; its counts add up.
public struct DescentReport: Sendable, Equatable {
    /// Why it ended.
    public enum Ending: Sendable, Equatable {
        /// What was to be run next did not fit into what was left.
        case budget
        /// Nothing was left to try, and why, as one clause.
        case saturated(String)
    }

    /// One candidate and what became of it.
    public struct Trial: Sendable, Equatable {
        /// What became of a candidate.
        public enum Decision: String, Sendable, Hashable, Codable {
            /// The rule passed; only a person approves.
            case accepted
            /// The rule did not pass.
            case dropped
            /// The budget ended before the rule came to a decision.
            case undecided
        }

        /// Its name in the register: in the queue, where it waits in one.
        public var id: String
        /// Which candidate of its lineage it is, from 1.
        public var ordinal: Int
        /// The revision, bound to the prompts that were current.
        public var proposal: Proposal
        /// The credit of its block when it was chosen; `nil` when the strategy asks for none.
        public var share: Double?
        /// Where that credit comes from.
        public var source: CreditSource?
        /// The held-out validation; `nil` under a customary rule.
        public var validation: ValidationReport?
        /// What became of it.
        public var decision: Decision
        /// Rollouts paid for when it was handed over.
        public var proposedAt: Double
        /// Rollouts paid for when it was decided.
        public var decidedAt: Double
    }

    /// How it went about it.
    public var settings: DescentSettings
    /// Why it ended.
    public var ending: Ending
    /// Every candidate, in the order in which they were handed over.
    public var trials: [Trial]
    /// What was spent.
    public var costs: DescentCosts
    /// The last shares by which blocks were chosen; `nil` when the strategy asks for none or got none.
    public var shares: BlockShares?
    /// The prompts with everything that was accepted.
    public var result: PromptSet
    /// What accepted edits of different blocks do together; `nil` when fewer than two were edited or nothing was left for it.
    public var together: AcceptedTogether?
    /// Outcomes y in [0,1] of the result on held-out problems with seeds that nothing else used.
    public var finalOutcomes: [Double]
    /// Runs of that estimate that are UNDEFINED, to be said beside it; they are not in `finalOutcomes`.
    public var finalUndefined: Int
    /// Whether a simulated model spoke.
    public var isSimulated: Bool

    /// The candidates that the rule accepted.
    public var accepted: [Trial] { trials.filter { $0.decision == .accepted } }

    /// Rollouts spent on the search for each candidate handed over; `nil` without one.
    public var rolloutsPerUpdate: Double? {
        guard !trials.isEmpty else { return nil }
        let deciding = trials.reduce(0) { $0 + $1.decidedAt - $1.proposedAt }
        return (costs.rollouts - costs[.final].rollouts - deciding) / Double(trials.count)
    }

    /// The mean of the final outcomes; `nil` without any.
    public var finalMean: Double? {
        finalOutcomes.isEmpty ? nil : finalOutcomes.reduce(0, +) / Double(finalOutcomes.count)
    }

    /// The Wilson interval of the final success rate; `nil` without outcomes and for graded ones.
    public var finalInterval: WilsonInterval? {
        guard !finalOutcomes.isEmpty, finalOutcomes.allSatisfy({ $0 == 0 || $0 == 1 }) else { return nil }
        return WilsonInterval(finalOutcomes.count { $0 == 1 }, of: finalOutcomes.count)
    }
}

/// How an optimisation goes, told as it happens.
public enum DescentEvent: Sendable {
    /// What is being done.
    public enum Phase: String, Sendable, Hashable {
        /// Running the current prompts on the optimiser's problems.
        case sampling
        /// Replaying failed runs to see which block they hang on.
        case credit
        /// Asking the critic.
        case critique
        /// Comparing candidates by the strategy's own rule.
        case trial
        /// Holding a candidate against held-out problems.
        case validation
        /// Estimating the result.
        case final
    }

    /// Work goes on.
    case progressed(Phase, DescentCosts)
    /// A block was chosen by credit.
    case chose(Block, BlockShares)
    /// A validation goes on: the candidate's ordinal, and the pairs so far.
    case validating(Int, ValidationProgress)
    /// A candidate was decided about.
    case decided(DescentReport.Trial)
}
