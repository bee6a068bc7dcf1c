import CreditEngine

/// The command lines that do what the keys of critique, proposal, validation and approval do.
enum ReviewCommand {
    /// Decides about a proposal.
    static func decide(_ decision: ReviewDecision, _ options: [String] = []) -> String {
        let words = ["ascribe", "review"]
        let store = options.filter { $0.hasPrefix("--store=") }.map(EquivalentCommand.quoted)
        let id = EquivalentCommand.quoted(decision.proposal)
        let reason = decision.reason.isEmpty ? [] : ["--reason", EquivalentCommand.quoted(decision.reason)]
        return
            switch decision.verdict
        {
        case .approve(let hash, _): (words + ["approve", id, "--hash", hash] + reason + store).joined(separator: " ")
        case .reject: (words + ["reject", id] + reason + store).joined(separator: " ")
        case .undo: (words + ["undo", id] + store).joined(separator: " ")
        }
    }

    /// Validates a proposal.
    static func validate(_ proposal: String, _ options: [String]) -> String {
        (["ascribe", "validate", EquivalentCommand.quoted(proposal)] + options.map(EquivalentCommand.quoted))
            .joined(separator: " ")
    }

    /// Revises a block from critiques that have names in the store; `nil` when one has none.
    static func revise(_ block: Block, from critiques: [String?], _ options: [String]) -> String? {
        let names = critiques.compactMap { $0 }
        guard !names.isEmpty, names.count == critiques.count else { return nil }
        return
            (["ascribe", "revise", EquivalentCommand.quoted(block.name), "--from"]
            + names.map(EquivalentCommand.quoted) + options.map(EquivalentCommand.quoted)).joined(separator: " ")
    }
}

extension App {
    /// The command line that does what a job of this kind did; `nil` when there is none.
    func reviewCommand(of job: Job) -> String? {
        guard case .review(let task, _) = job.work else { return nil }
        let options = teamOptions(of: job)
        switch task {
        case .critique(let cell, _, _):
            guard let run, run.key == job.run else { return nil }
            let maker = EquivalentCommand(
                trace: run.book.trace, file: run.book.file, options: configuration.readingOptions)
            return ([maker.critique(cell)] + options.map(EquivalentCommand.quoted)).joined(separator: " ")
        case .propose(let block, let critiques):
            let ids = critiques.map { critique in reviews.criticised.first { $0.critique == critique }?.id }
            return ReviewCommand.revise(block, from: ids, options)
        case .validate(let proposal, _): return ReviewCommand.validate(proposal, options)
        }
    }

    /// The words that name the team, its models and the store of a job.
    private func teamOptions(of job: Job) -> [String] {
        let given = configuration.modelOptions
        if configuration.namesTeam { return given }
        let terms = reviewTerms.flatMap { job.run == run?.key ? $0 : nil }
        return (terms?.options ?? []) + given
    }

    /// The command line that writes a team's prompts.
    func exportCommand(_ team: String, folder: String) -> String {
        let known = reviewTerms.flatMap { $0.team == team ? $0.options : nil } ?? ["--team", team]
        let given = configuration.modelOptions.filter { $0.hasPrefix("--team=") }
        let words =
            [folder.hasPrefix("-") ? "./" + folder : folder]
            + (given.isEmpty ? known : given) + configuration.storeOptions
        return (["ascribe", "export"] + words.map(EquivalentCommand.quoted)).joined(separator: " ")
    }

    /// The command line of what was done last on the shown proposal.
    var approvalsCommand: String? {
        guard let item = approvals.item else { return nil }
        if let line = deeds.proposals[item.id] { return line }
        let last = jobs.all.last { job in
            if case .review(.validate(item.id, _), _) = job.work { true } else { false }
        }
        if let last, item.decision == nil { return reviewCommand(of: last) }
        guard let decision = item.decision else {
            return item.validation.map { _ in ReviewCommand.validate(item.id, configuration.modelOptions) }
        }
        let verdict: ReviewDecision.Verdict =
            decision.isApproval
            ? .approve(hash: item.approvalHash ?? "", validation: item.validation?.id ?? "") : .reject
        return ReviewCommand.decide(
            ReviewDecision(proposal: item.id, verdict: verdict, reason: decision.reason),
            configuration.modelOptions)
    }
}

extension App.Configuration {
    /// The word that names the store, if one does.
    var storeOptions: [String] { modelOptions.filter { $0.hasPrefix("--store=") } }

    /// Whether it was started with a team.
    var namesTeam: Bool { modelOptions.contains { $0.hasPrefix("--team=") } }
}
