/// Why critiques cannot be used together.
package enum RevisionInputError: Error, Equatable, CustomStringConvertible {
    case otherBlock(String, String)
    case otherTeam(String, String, String)
    case otherTexts(String, String)

    package var description: String {
        switch self {
        case .otherBlock(let id, let block): "critique '\(id)' is about '\(block)'; revise one block at a time"
        case .otherTeam(let id, let team, let wanted):
            "critique '\(id)' is about the team '\(team)', not '\(wanted)'; revise one team at a time"
        case .otherTexts(let first, let other):
            "critiques '\(first)' and '\(other)' read different texts of the team; name the team with --team"
        }
    }
}
