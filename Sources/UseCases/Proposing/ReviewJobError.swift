/// Why nothing can be criticised, validated or decided from the interface.
package enum ReviewJobError: Error, Equatable, CustomStringConvertible {
    /// Nobody says how the team of this name is run.
    case noRun(String)
    /// The team has no such problem any more.
    case noProblem(String)
    /// The same text was proposed before, under this name where one is known.
    case proposedBefore(String?)

    package var description: String {
        switch self {
        case .noRun(let team): "open a run of the team '\(team)' first, or name its team file with --team"
        case .noProblem(let id): "the team's problems have no '\(id)' any more, so its run cannot be shown"
        case .proposedBefore(let id?):
            "the same text was proposed before as \(id), which A shows; C asks the critic again, and u on A takes a rejection back"
        case .proposedBefore(nil): "the critique's suggestion changes nothing in the prompt; C asks the critic again"
        }
    }
}
