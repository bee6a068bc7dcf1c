package import CreditEngine

/// The command that comes after another one, as a line that can be copied and runs as it is.
///
/// `options` are the words by which a person said which team and which store are meant.
package enum NextStep {
    /// Asks a critic about a message that was found to matter.
    package static func critique(
        _ paths: [String], _ trace: Trace, turn: Int, agent: String, options: [String]
    ) -> String {
        line(["critique"] + paths + ["--trace", trace.id, "--turn", String(turn), "--agent", agent] + options)
    }

    /// Makes a proposal of a critique's suggestion.
    package static func revise(_ block: Block, from critique: String, options: [String]) -> String {
        line(["revise", block.name, "--from", critique] + options)
    }

    /// Holds a proposal against problems that nobody tuned on.
    package static func validate(_ proposal: String, options: [String]) -> String {
        line(["validate", proposal] + options)
    }

    /// Shows a proposal that waits for a person.
    package static func show(_ proposal: String, options: [String]) -> String {
        line(["review", "show", proposal] + options)
    }

    /// Writes approved prompts; the person names the folder.
    package static func export(options: [String]) -> String { line(["export", "FOLDER"] + options) }

    /// Opens recorded runs in the inspector, with the options that name the team which can speak again.
    package static func open(_ paths: [String], options: [String]) -> String { line(paths + options) }

    private static func line(_ words: [String]) -> String { "next: ascribe " + ShellWords.line(words) }
}
