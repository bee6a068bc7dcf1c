import ArgumentParser
import CreditEngine
import Foundation
import TraceFiles
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

    @Option(help: "The largest loss of success that counts as not worse, above 0 and at most 1.")
    var margin = 0.1

    @Option(help: "Write a JUnit report to this file.")
    var junit: String?

    @Option(help: "Write Markdown for a pull request to this file.")
    var markdown: String?

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { junit == nil && markdown == nil }

    func validate() throws {
        if !(margin > 0 && margin <= 1) { throw ValidationError("--margin \(margin): above 0 and at most 1.") }
    }

    func run() throws {
        let comparison = try ChangeComparison(before: before, after: after, margin: margin)
        if let junit { try Self.write(comparison.junit, to: junit) }
        if let markdown { try Self.write(comparison.markdown, to: markdown) }
        if json {
            try Console.write(comparison.json)
        } else {
            try Console.say(comparison.sentence)
            for note in comparison.notes { Console.complain(note) }
        }
        switch comparison.verdict.decision {
        case .notWorse: break
        case .worse: throw ExitCode.doneWithFindings
        case .undecided: throw ExitCode.undecided
        }
    }

    private static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw TraceFileError.unwritable(path: path, reason: error.localizedDescription)
        }
    }
}
