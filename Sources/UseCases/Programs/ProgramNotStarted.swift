import ChildPrograms
import CreditEngine

/// A program that a person names cannot be started: no later run can be made, or judged, either.
package struct ProgramNotStarted: PermanentFailure, Equatable, CustomStringConvertible {
    /// Where the team file names it (`runner.command`); `nil` when the command line does.
    package let key: String?
    package let program: String
    package let reason: String
    package let isPermanent = true
    package var description: String {
        "\(program): \(reason)" + (key.map { "; check '\($0)' in the team file" } ?? "")
    }

    init(key: String?, program: String, reason: String) {
        (self.key, self.program, self.reason) = (key, program, reason)
    }

    init(_ failure: ProgramFailure, of command: [String], key: String?) {
        self.key = key
        program = command.first ?? ""
        reason = failure.description
    }
}
