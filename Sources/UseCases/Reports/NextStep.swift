package import CreditEngine

/// The command that comes after another one, as a line that can be copied.
package enum NextStep {
    /// Asks a critic about a message that was found to matter.
    package static func critique(_ paths: [String], _ trace: Trace, turn: Int, agent: String, team: String?) -> String {
        let words =
            paths + ["--trace", trace.id, "--turn", String(turn), "--agent", agent]
            + (team.map { ["--team", $0] } ?? [])
        return "next: ascribe critique " + ShellWords.line(words)
    }

    /// Opens a file in the inspector.
    package static func open(_ path: String) -> String { "next: ascribe " + ShellWords.quoted(path) }

    /// Opens recorded runs with a team that can speak again.
    package static func open(_ paths: [String], team: String) -> String {
        "next: ascribe " + ShellWords.line(paths + ["--team", team])
    }
}
