import CreditEngine

/// The command that comes after another one, as a line that can be copied.
enum NextStep {
    /// Asks a critic about a message that was found to matter.
    static func critique(_ paths: [String], _ trace: Trace, turn: Int, agent: String, team: String?) -> String {
        let words =
            paths + ["--trace", trace.id, "--turn", String(turn), "--agent", agent]
            + (team.map { ["--team", $0] } ?? [])
        return "next: ascribe critique " + words.map(quoted).joined(separator: " ")
    }

    /// Opens a file in the inspector.
    static func open(_ path: String) -> String { "next: ascribe " + quoted(path) }

    /// Opens recorded runs with a team that can speak again.
    static func open(_ paths: [String], team: String) -> String {
        "next: ascribe " + (paths + ["--team", team]).map(quoted).joined(separator: " ")
    }

    /// One word for the shell.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789_./:=@%+,-".unicodeScalars.contains($0)
        }
        if isPlain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
