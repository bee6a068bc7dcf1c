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

    /// `2 files`.
    package var count: String { Numeral.count(files.changes.count, "file") }
}

extension ApprovedExport {
    /// What was written, in a sentence.
    package var summary: String {
        switch self {
        case .folder(let export, let path): export.summary(folder: path)
        case .program(let files): "wrote \(ProgramPromptText(files).count) of the program in \(files.folder)"
        }
    }
}
