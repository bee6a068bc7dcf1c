extension ProgramSection {
    /// Reads the fields of `runner`; throws `TeamFileError`.
    init(_ node: TeamNode, upstream: TeamNode?, seeds: TeamNode?, version: TeamNode?) throws {
        self.init(
            command: try node.texts(), upstream: try upstream?.text(), sendsSeeds: try seeds?.flag() ?? true,
            version: try version?.text())
    }
}
