import CreditEngine
package import TraceFiles

extension TeamDraft {
    /// The most runs that are read for a draft.
    private static let most = 200

    /// Drafts the team of one run from it and the other runs of its file by the same team, and writes the files.
    package static func write(near run: Int, of catalogue: Catalogue, to folder: String, _ permit: Permit) throws
        -> TeamDraft
    {
        let reader = try catalogue.makeReader()
        let wanted = try reader.trace(run)
        let file = catalogue.entry(run)?.file
        var runs = [wanted]
        for other in (0..<catalogue.count).reversed() where other != run && catalogue.entry(other)?.file == file {
            if runs.count == most { break }
            if let trace = try? reader.trace(other) { runs.append(trace) }
        }
        let draft = try TeamDraft(of: RecordedTeams(runs).runs(like: wanted.id), name: "team")
        try draft.files.write(to: folder)
        return draft
    }
}
