@testable import CreditEngine

@testable import Inspector

/// Made-up critiques, proposals and validations, so that their screens can be compared without any model or store.
enum MadeUpReviews {
    static let oldText = """
        You are the researcher. Collect the facts needed for the current step.
        Pass each result to the coordinator as soon as you have it.
        Keep answers under 120 words.
        """

    static let newText = """
        You are the researcher. Collect the facts needed for the current step.
        Before you pass a result on, re-compute it with the python tool and state the check. If the check fails, say so \
        and do not pass it on.
        Keep answers under 120 words.
        """

    /// A team whose researcher is called as given.
    static func team(_ researcher: String = "researcher") -> Team {
        let names = ["planner", researcher, "coder", "critic", "coordinator"]
        let members = names.map { name in
            Team.Member(name: name, prompt: name == researcher ? oldText : "You are the \(name).")
        }
        return Team(name: "five", members: members)
    }

    static let terms = ReviewTerms(
        team: "five",
        critic: ReplayTerms(model: "big-c", isSimulated: false, dollarsPerCall: 0.02, secondsPerCall: 4),
        agents: ReplayTerms(model: "small-a", isSimulated: false, dollarsPerCall: 0.002, secondsPerCall: 1),
        callsPerRun: 48, pairs: 130, heldOut: (1...240).map { Problem(id: "v-\($0)", input: "Question \($0)?") },
        options: ["--team", "five.yaml"])

    static func critique(
        _ agent: String = "researcher", weakness: String = "Passes the step's value on without computing it again.",
        quotes: [Critique.Quote]? = nil, isAgentsModel: Bool? = false
    ) -> Critique {
        Critique(
            trace: "run-000417", problem: "p-42", turn: 7, agent: agent, block: .role(agent), credit: 0.62,
            creditSource: .estimated, weakness: weakness,
            quotes: quotes ?? [
                .init(text: "17 modulo 5, so the value is 3", turn: 7, agent: agent),
                .init(text: "checked with python"),
            ],
            suggestion: RuleEdit(
                old: "Pass each result to the coordinator as soon as you have it.",
                new: "Before you pass a result on, re-compute it with the python tool and state the check. If the "
                    + "check fails, say so and do not pass it on."),
            confidence: 0.8, critic: "big-c", temperature: 0.2, isAgentsModel: isAgentsModel, redactions: 1)
    }

    /// A proposal in the queue.
    static func item(
        _ id: String = "3fa2b1c9d0e4", agent: String = "researcher", newText: String = newText,
        validation: ValidationReport? = nil, decision: ReviewItem.Decision? = nil, staleBlock: String? = nil,
        ordinal: Int = 1, critiques: [Critique]? = nil
    ) throws -> ReviewItem {
        let proposal = try Proposal(
            revising: .role(agent), of: PromptSet(team(agent)), to: newText, lineage: "five role/\(agent)",
            critiques: critiques ?? [critique(agent)], reason: "results were passed on unchecked (1 run)",
            isSimulated: false)
        let name = "validation of \(id), \(validation?.pairs.count ?? 0) pairs"
        return ReviewItem(
            id: id, ordinal: ordinal, version: 7, proposal: proposal, at: "2026-11-23T12:00:00Z",
            validation: validation.map { .init(id: name, report: $0, at: "2026-11-23T12:05:00Z") },
            decision: decision, staleBlock: staleBlock,
            approvalHash: try validation.map { _ in try proposal.approvalHash(validation: name) })
    }

    static let approval = ReviewItem.Decision(
        isApproval: true, who: "ana", at: "2026-11-23T12:09:00Z", reason: "the two broken ones were lucky before")

    /// A validation with so many pairs: three of eight get better, and of every twenty one gets worse.
    static func report(
        _ count: Int = 60, ending: ValidationReport.Ending = .accepted, hasBroken: Bool = true
    ) -> ValidationReport {
        let pairs = (0..<count).map { place -> ValidationReport.Pair in
            let current = place % 8 < 3 || place % 8 > 5 ? 0.0 : 1.0
            var candidate = place % 8 < 3 ? 1.0 : current
            if hasBroken, place % 20 == 12 { candidate = 0 }
            return .init(
                problem: "p-\(100 + place % 48)", replay: UInt64(100_000 + place), current: current,
                candidate: candidate)
        }
        let outcomes = ValidationReport(
            ending: ending, pairs: pairs, ordinal: 1, alpha: 0.05, logEvidence: 0, logThreshold: 0
        ).outcomes
        return ValidationReport(
            ending: ending, pairs: pairs, ordinal: 1, alpha: 0.05, logEvidence: outcomes.hurting.log,
            logThreshold: naturalLog(80), moreNeeded: ending == .stopped ? 14 : nil,
            checks: [
                .init(.evidence, value: 0.001, limit: 0.0125, passes: true),
                .init(.regressions, value: 0.06, limit: 0.25, passes: true),
                .init(.length, value: 246, limit: 460, passes: true),
                .init(.cost, value: 1.097, limit: 1.5, passes: true),
                .init(.latency, value: nil, limit: 1.5, passes: nil),
                .init(.trainGap, value: 0.07, limit: 0.1, passes: true),
            ], trainCurrent: 0.4, trainCandidate: 0.8, looks: 2, rollouts: 2 * count, cached: 0, calls: 96 * count)
    }

    /// The reports of a job from its start to its end.
    static func reports(_ order: ReviewOrder) -> [ReviewReport] {
        switch order.task {
        case .critique(let cell, _, _):
            let name = order.trace?.agents[cell.agent].name ?? "?"
            return [.ended(.critique(critique(name), id: "c-17"), .finished)]
        case .propose: return [.ended(.proposed(["3fa2b1c9d0e4"]), .finished)]
        case .validate:
            return [.progressed(report(21, ending: .stopped)), .ended(.validated(report()), .finished)]
        }
    }

    static let plan = ExportPlan(
        folder: "prompts", team: "five",
        files: [
            .init(name: "role-researcher.txt", what: "role/researcher, approved by ana"),
            .init(name: "role-planner.txt", what: "role/planner, unchanged"),
            .init(name: "manifest.json", what: "hashes, figures, who and when"),
        ], warnings: ["one text may hold a secret"])
}
