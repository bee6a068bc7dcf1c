import ArgumentParser
import UseCases

/// `ascribe compare`: whether a changed team is worse, for a gate in continuous integration.
struct CompareCommand: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Tell whether runs after a change are worse than runs before it.",
        discussion: """
            Example: ascribe compare before.jsonl after.jsonl --markdown summary.md
            Exit status: 0 shown not worse by more than the margin, 1 shown worse, 2 undecided, 3 a file could not be read.
            """)

    @Argument(help: "The recording before the change.", completion: Completions.files)
    var before: String

    @Argument(
        help: "The recording after the change: the same problems, and the same seeds where there are any.",
        completion: Completions.files)
    var after: String

    @OptionGroup var verdict: VerdictArguments
    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { verdict.onlyReads }

    func run() throws {
        try WrittenFile.check([verdict.junit, verdict.markdown], sparing: [before, after])
        try verdict.tell(ChangeComparison(before: before, after: after, margin: verdict.margin))
    }
}
