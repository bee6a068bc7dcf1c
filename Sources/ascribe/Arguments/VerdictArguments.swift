import ArgumentParser
import CreditEngine
import Foundation
import TraceFiles
import UseCases

/// How a comparison before and after a change is decided and told.
struct VerdictArguments: ParsableArguments {
    @Option(help: "The largest loss of success that counts as not worse, above 0 and at most 1.")
    var margin = 0.1

    @Option(help: "Write a JUnit report to this file.")
    var junit: String?

    @Option(help: "Write Markdown for a pull request to this file.")
    var markdown: String?

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    /// Whether no file is written.
    var onlyReads: Bool { junit == nil && markdown == nil }

    func validate() throws {
        if !(margin > 0 && margin <= 1) { throw ValidationError("--margin \(margin): above 0 and at most 1.") }
    }

    /// Tells a comparison, and ends the command with the status of its decision; returns when it is shown not worse.
    func tell(_ comparison: ChangeComparison) throws {
        if let junit { try Console.write(Array(comparison.junit.utf8), toPath: junit) }
        if let markdown { try Console.write(Array(comparison.markdown.utf8), toPath: markdown) }
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
}
