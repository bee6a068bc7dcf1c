package import CreditEngine
package import CreditStore

/// What a revision of a team starts from: the texts that are current in the store, whatever its runs were made with.
package struct RevisionBase: Sendable {
    /// The team before any approval: as its owner's file says, else with the texts that the store keeps under its name.
    package let team: Team
    /// Its texts as they are approved now.
    package let current: PromptSet

    /// Finds them; a file's team is kept as its owner's latest word.
    ///
    /// Throws `StoreError`.
    /// - Parameters:
    ///   - recorded: the team as a run recorded it.
    ///   - owner: the team as its file says; `nil` when no file was named.
    package init(_ recorded: Team, owner: Team?, in store: Store) async throws {
        if let owner, owner.name == recorded.name {
            try await store.keep(owner)
            team = owner
        } else if let name = recorded.name, let kept = try await store.team(name).map(PromptSet.init) {
            team =
                kept.blocks.reduce(PromptSet(recorded)) { set, block in
                    kept[block].map { set.replacing(block, by: $0) } ?? set
                }.team
        } else {
            team = recorded
        }
        current = try await store.currentPrompts(from: team)
    }

    /// A sentence on those who were made with another text of a block than the current one; `nil` when there are none.
    ///
    /// - Parameter readers: runs or critiques, as a person calls them, with the teams that they were made with.
    package func note(on block: Block, _ readers: [(name: String, team: Team)]) -> String? {
        let others = readers.filter { reader in
            guard let text = PromptSet(reader.team)[block] else { return false }
            return current[block]?.utf8.elementsEqual(text.utf8) != true
        }
        guard !others.isEmpty else { return nil }
        let names = others.map(\.name).joined(separator: ", ")
        return "\(block.name) had another text in \(names); the current one is revised"
    }
}
