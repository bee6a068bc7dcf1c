import Foundation

/// Why nothing was exported, or cannot be checked; the description is one sentence with the way out.
package enum ExportError: Error, Equatable, CustomStringConvertible {
    /// Something is there already.
    case exists(String)
    /// A file is there that no export of ours wrote.
    case foreign(String)
    /// The target is a symbolic link.
    case link(String)
    /// The target, or the folder it lies in, is not a folder.
    case notFolder(String)
    /// The system refused.
    case unwritable(String, reason: String)
    /// The disk is full, or a limit on file sizes was met.
    case full(String)
    /// It is not a whole export.
    case notExport(String, reason: String)
    /// No file of a program changes; the reasons are sentences on prompts that found no place.
    case noPlace(String, reasons: [String])
    /// Nobody says which team.
    case whichTeam([String])
    /// No team of that name is known.
    case noTeam(String, known: [String])

    package var description: String {
        switch self {
        case .exists(let path):
            "\(path): not empty, so nothing was written; name a new folder, or replace it: ascribe export \(path) --force"
        case .foreign(let path):
            "\(path): not of an earlier export, so nothing was written; move it away, or name a new folder"
        case .link(let path): "\(path): a symbolic link, which is not followed; name the folder itself"
        case .notFolder(let path): "\(path): not a folder; name another one"
        case .unwritable(let path, let reason):
            "\(path): cannot be written (\(reason)), and nothing was changed there; make it writable or name another folder"
        case .full(let path):
            "\(path): no room to write (disk full or file size limit), and nothing was changed there; free some space and try again"
        case .notExport(let path, let reason):
            "\(path): not a whole export (\(reason)); export into a new folder"
        case .noPlace(let path, let reasons):
            reasons.isEmpty
                ? "\(path): its files have the approved prompts already; name a new folder for the prompts alone"
                : reasons.joined(separator: "; ")
        case .whichTeam(let known):
            known.isEmpty
                ? "the store knows no team yet; name one with --team (a team file, simulated/SUITE or its name)"
                : "the store knows several teams (\(known.joined(separator: ", "))); name one with --team"
        case .noTeam(let name, let known):
            "no team '\(name)' in the store" + (known.isEmpty ? "" : " (there are \(known.joined(separator: ", ")))")
                + "; name a team file, simulated/SUITE or one of these with --team"
        }
    }

    /// What a refusal of the system means.
    init(_ code: Int32, at path: String) {
        self =
            switch code {
            case ENOSPC, EDQUOT, EFBIG: .full(path)
            case ELOOP: .link(path)
            case ENOTDIR: .notFolder(path)
            case EEXIST, ENOTEMPTY: .exists(path)
            case EBUSY: .unwritable(path, reason: "it is in use as a mount point")
            default: .unwritable(path, reason: String(cString: strerror(code)))
            }
    }
}
