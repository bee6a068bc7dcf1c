import ArgumentParser
import CreditEngine
import TraceFiles
import UseCases

/// `ascribe check`: validates every byte and accounts for every line.
struct Check: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Validate traces: every byte is read, every line is accounted for.",
        discussion: """
            Example: ascribe check runs.jsonl
            Exit status: 0 nothing bad, 1 bad lines were seen or more than 1 record in 20 was not understood, 3 a file
            could not be read.
            """)

    @Argument(help: "Files, folders, or - for standard input.", completion: Completions.files)
    var paths: [String]

    @OptionGroup var reading: ReadingArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() throws {
        let catalogue = try reading.catalogue(paths)
        let report = try CheckReport(indexing: catalogue)
        if json {
            try Console.write(report.json)
        } else {
            for line in report.lines { try Console.say(line) }
        }
        try report.exitUnlessSound()
    }
}
