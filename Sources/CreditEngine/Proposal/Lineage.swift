extension Proposal {
    /// The lineage of every candidate that starts from a block as its owner's files say.
    ///
    /// Candidates share it whether they were accepted, rejected, abandoned or built on one another, so that trying often
    /// is paid for (α over α_k); a text that its owner has changed begins a new one. Throws `ProposalError.noBlock` and
    /// `IdentityError`.
    /// - Parameter base: the team before any approval.
    public static func lineage(of block: Block, from base: Team) throws -> String {
        guard let text = PromptSet(base)[block] else { throw ProposalError.noBlock(block.name) }
        return "\(base.name ?? "")/\(block.name)/\(try PromptSet.hash(of: text).prefix(12))"
    }
}
