import CreditEngine

/// What writing approved prompts into a program's files changes, in lines.
package struct ProgramPromptText {
    private let files: ProgramPromptFiles

    /// Words the changes of files.
    package init(_ files: ProgramPromptFiles) { self.files = files }

    /// The files with their lines that go and come.
    package var differences: [String] {
        files.changes.flatMap { change in
            [change.path]
                + PromptDiff(from: change.old, to: change.new).lines.compactMap { line in
                    switch line.change {
                    case .same: nil
                    case .removed: "  - \(line.text)"
                    case .added: "  + \(line.text)"
                    }
                }
        }
    }

    /// Approved prompts without a place, a sentence each.
    package var unplaced: [String] {
        files.unplaced.map { "\($0.block.name): not written, because \($0.reason); change it by hand" }
    }

    /// `2 files`.
    package var count: String { Numeral.count(files.changes.count, "file") }
}
