import CreditEngine

extension FrozenSet {
    /// Writes the set to a folder; throws `ExportError`.
    ///
    /// - Parameters:
    ///   - origin: how the team is run, for its team file; `nil` writes none.
    ///   - force: replaces what is there.
    package func write(to folder: String, _ format: Format, _ origin: ExportTeamFile.Origin?, force: Bool) throws {
        let team = try origin.map { try ExportTeamFile.text(self, $0) }
        let obsolete = force ? DeployedSet.files(at: folder) : []
        try ExportFolder.write(
            files(format, team: format == .files ? team : nil), to: folder, force: force, removing: obsolete)
    }

    /// What a person should know about an export, one sentence each.
    package func warnings(_ format: Format, _ origin: ExportTeamFile.Origin?) -> [String] {
        var warnings: [String] = []
        if secrets > 0 {
            warnings.append(
                "\(Numeral.count(secrets, "likely secret")) in the prompts, exported as they are; take them out of the prompts"
            )
        }
        if format == .files {
            if let origin {
                warnings += ExportTeamFile.notes(origin)
            } else {
                warnings.append(
                    "no team.yaml, because nobody says which models speak: name the team file with --team to get one")
            }
        }
        return warnings
    }
}
