/// One approved revision of a block: what was there, and what a person put there.
public struct ApprovedRevision: Sendable, Hashable {
    /// The block.
    public var block: Block
    /// The text that was there.
    public var oldText: String
    /// The text that was approved.
    public var newText: String

    /// Makes a revision.
    public init(block: Block, oldText: String, newText: String) {
        self.block = block
        self.oldText = oldText
        self.newText = newText
    }
}

extension PromptSet {
    /// What is approved now: the texts as the team's owner has them, with every approval that stands carried out.
    ///
    /// Approvals are followed in the order in which they were given, each from the text that it replaced. One whose old
    /// text is not there does nothing: it has been deployed already, or the owner has written another text by hand, and
    /// then the owner's text is in force. A text that got into the owner's files by an approval that was taken back
    /// since gives way to the one before it, so that nothing is exported that nobody stands for.
    ///
    /// - Parameters:
    ///   - approved: the approvals that stand, the earliest first.
    ///   - withdrawn: the approvals that were taken back and do not stand again, the earliest first.
    public func applying(_ approved: [ApprovedRevision], withdrawn: [ApprovedRevision] = []) -> PromptSet {
        var set = self
        for revision in withdrawn.reversed() where set.has(revision.newText, in: revision.block) {
            let stands = approved.contains {
                $0.block == revision.block && $0.newText.utf8.elementsEqual(revision.newText.utf8)
            }
            if !stands { set = set.replacing(revision.block, by: revision.oldText) }
        }
        for revision in approved where set.has(revision.oldText, in: revision.block) {
            set = set.replacing(revision.block, by: revision.newText)
        }
        return set
    }

    /// Whether a block has exactly these bytes; Swift's `==` would take equivalent spellings for equal.
    private func has(_ text: String, in block: Block) -> Bool {
        self[block]?.utf8.elementsEqual(text.utf8) == true
    }
}
