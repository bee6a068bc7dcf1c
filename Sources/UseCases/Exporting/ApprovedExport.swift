import CreditEngine
package import CreditStore
import SystemPackage

/// An export that a person is shown before it is written.
package enum ApprovedExport: Sendable {
    /// A new folder with the team and its prompts.
    case folder(PromptExport, path: String)
    /// The own files of the program that the team is.
    case program(ProgramPromptFiles)

    /// What an export to a folder would write.
    ///
    /// Into a program's own files where the team is a program and the folder holds something, else a new folder. Throws what
    /// the two throw, and `ExportError.noPlace`.
    package init(of source: ExportSource, to folder: String, in store: Store) async throws {
        guard case .file(let file)? = source.origin, file.program != nil, try ExportFolder.holdsSomething(folder) else {
            try ExportFolder.examine(folder)
            self = .folder(try await PromptExport(of: source, in: store), path: folder)
            return
        }
        let files = try await ProgramPromptFiles(of: source, in: folder, store: store)
        guard !files.changes.isEmpty else {
            throw ExportError.noPlace(folder, reasons: files.unplacedSentences)
        }
        self = .program(files)
    }

    /// Writes it; throws `ExportError`.
    package func write(_ permit: Permit) throws {
        switch self {
        case .folder(let export, let path): try export.write(to: path, force: false, permit)
        case .program(let files): try files.write(permit)
        }
    }

    /// Where an export of a team goes when nobody names a place: the folder of the program that a team file describes, as
    /// its path says it, else a new folder.
    package static func usualFolder(of team: String?) -> String {
        guard let team, !team.hasPrefix(TeamSource.simulated),
            let file = try? TeamFile(path: TeamSource.file(at: team)),
            file.program != nil
        else { return "prompts" }
        let folder = FilePath(file.path).removingLastComponent()
        return folder.isEmpty ? "." : folder.string
    }
}
