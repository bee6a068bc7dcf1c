import CreditEngine
import PlantedFaults

/// What became of one repair, beside what its edits really do.
struct RepairTrial: Sendable, Equatable {
    /// Rollouts paid for when the fix was accepted; `nil` when it was not.
    private(set) var fixedAt: Double?
    /// Accepted edits, and those of the result's edits that really lower the success rate.
    private(set) var accepted = 0
    private(set) var harmful = 0
    /// Candidates handed over.
    private(set) var candidates = 0
    /// What the whole repair cost.
    private(set) var rollouts = 0.0
    private(set) var teamCalls = 0
    private(set) var criticCalls = 0
    /// Rollouts of the search for each candidate.
    private(set) var perUpdate: Double?
    /// The true success rate at the end, less that of the planted team.
    private(set) var gain = 0.0
    /// Whether the block first taken by credit is one at fault; `nil` without credit.
    private(set) var firstBlockRight: Bool?
    /// Whether it ended because nothing was left to try.
    private(set) var saturated = false

    /// The share of the known edit's effect from which prompts count as repaired.
    static let fix = 0.6

    /// Judges a repair.
    init(_ report: DescentReport, of suite: Suite, _ language: Language, _ truth: TrueSuccess) async throws {
        let planting = suite.planting(TeamShape(language: language))
        let planted = PromptSet(planting.team)
        let base = try await truth.rate(of: planted, in: suite)
        var known: Double?
        if let edit = planting.edit {
            known = try await truth.rate(of: PromptSet(edit.applied(to: planting.team)), in: suite) - base
        }
        candidates = report.trials.count
        rollouts = report.costs.rollouts
        teamCalls = report.costs.teamCalls
        criticCalls = report.costs.criticCalls
        perUpdate = report.rolloutsPerUpdate
        if case .saturated = report.ending { saturated = true }
        firstBlockRight = report.trials.first.flatMap { trial in
            trial.share.map { _ in planting.culprits.contains(trial.proposal.block) }
        }
        accepted = report.accepted.count
        let edits = try RepairEdit.all(in: report, from: planted)
        for edit in edits.accepted {
            let after = try await truth.rate(of: edit.after, in: suite)
            if fixedAt == nil, let known, after - base >= Self.fix * known { fixedAt = edit.decidedAt }
        }
        for edit in edits.kept {
            let before = try await truth.rate(of: edit.before, in: suite)
            if try await truth.rate(of: edit.after, in: suite) < before { harmful += 1 }
        }
        gain = try await truth.rate(of: report.result, in: suite) - base
    }
}
