package import CreditEngine

/// What a person asked for when a proposal is to be validated.
package struct ValidationOrder: Sendable {
    /// The proposal's name in the queue.
    package var proposal: String
    /// The rule; its α is over the proposal's whole lineage.
    package var rule = GateRule()
    /// What the order of the problems and all replays hang on; all proposals of a team meet the same pairs.
    package var seed: UInt64 = 0
    /// Runs under way at once; the result does not depend on it.
    package var width = 8
    /// Whether a proposal that was judged or begun before is proposed again, as the next candidate of its lineage.
    package var isAgain = false

    /// Makes one.
    package init(proposal: String, rule: GateRule = GateRule(), seed: UInt64 = 0, width: Int = 8, isAgain: Bool = false)
    {
        self.proposal = proposal
        self.rule = rule
        self.seed = seed
        self.width = width
        self.isAgain = isAgain
    }
}

/// Why a proposal is not validated.
package enum ValidationRefusal: Error, Equatable, CustomStringConvertible {
    /// The gate has judged it before, by other pairs or another rule.
    case judgedBefore(String, ending: String)
    /// It was begun by other work, with another seed, rule or team file, and is not finished.
    case begunOtherwise(String, ValidationReport)
    /// The block's own text is no longer what the proposal replaces.
    case overtaken(String, block: String)
    /// The team file's team is another one.
    case otherTeam(String, proposal: String, team: String)
    /// Nobody says who speaks for the proposal's team.
    case noTeam(String, team: String)

    /// One sentence that names the thing and the way out.
    package var description: String {
        switch self {
        case .judgedBefore(let id, let ending):
            "proposal '\(id)' was judged before (\(ending)), and a second try is another candidate: give --again to propose it once more under the stricter threshold that follows"
        case .begunOtherwise(let id, let report):
            "proposal '\(id)' was begun with another seed, rule or team\(Self.settings(report)): the command that began it goes on with it, and --again proposes it once more under the stricter threshold that follows"
        case .overtaken(let id, let block):
            "proposal '\(id)' replaces a text of \(block) that is no longer there; revise the block as it is now"
        case .otherTeam(let id, let proposal, let team):
            "proposal '\(id)' is for the team '\(proposal)' and --team is '\(team)'; name the file of the first, or leave --team out when it is simulated"
        case .noTeam(let id, let team):
            "nobody says who speaks for the team '\(team)' of proposal '\(id)'; name its team file, its folder or simulated/SUITE with --team"
        }
    }
    /// What a validation was begun with, in words; empty when that was not kept.
    private static func settings(_ report: ValidationReport) -> String {
        guard let rule = report.rule, let seed = report.seed else { return "" }
        let pairs = Numeral.count(rule.maxPairs, "pair")
        return " (seed \(seed), α \(Numeral.fixed(rule.alpha, 4)), at most \(pairs), \(rule.outcomes.rawValue))"
    }
}
