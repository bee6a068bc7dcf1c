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

    /// Writes a team's prompts; the team as the program was started with it, else by its own words.
    static func export(_ plan: ExportPlan, team: [String], _ configuration: Configuration) -> String {
        let folder = plan.folder
        let given = configuration.modelOptions.filter { $0.hasPrefix("--team=") }
        let place = (plan.differences.isEmpty ? [] : ["--into"]) + [folder.hasPrefix("-") ? "./" + folder : folder]
        let words = place + (given.isEmpty ? team : given) + configuration.storeOptions
        return (["ascribe", "export"] + words.map(EquivalentCommand.quoted)).joined(separator: " ")
    }
}
