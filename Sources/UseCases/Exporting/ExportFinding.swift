/// How one block of an export stands, or what stands beside the blocks.
package struct ExportFinding: Equatable {
    /// How it stands.
    package enum State: String {
        /// The text is what is approved now, and the manifest's account of it is the store's.
        case approved
        /// The text is its owner's, which no approval has touched.
        case owned = "as its owner has it"
        /// The file is the one that was exported; nobody approves it.
        case exported = "as exported"
        /// The text or the account of it is another one.
        case differs
        /// The text is what its manifest says, and nothing that this store knows.
        case unknown = "unknown to this store"
    }

    /// The name of the block, or of the file.
    package var subject: String
    /// The block's file; `nil` where the text stands in the manifest.
    package var file: String?
    package var state: State
    /// In what it differs; `nil` where it does not.
    package var reason: String?

    /// Whether all is as it should be.
    package var isSound: Bool { [.approved, .owned, .exported].contains(state) }
}
