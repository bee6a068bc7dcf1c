import ArgumentParser
import CreditEngine
import TraceFiles
import UseCases

/// `ascribe team`: what is done with teams as files.
struct TeamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team", abstract: "Draft a team file from recorded runs.", subcommands: [TeamDraftCommand.self])
}

/// `ascribe team draft`: writes a team file as far as recordings tell.
struct TeamDraftCommand: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Write team.yaml, prompts and problems from recorded runs of one team.",
        discussion: """
            Example: ascribe team draft runs.jsonl --out team
            Says what the recordings do not tell. Then ascribe runs.jsonl --team team replays them.
            """)

    @Argument(help: "Files or folders with runs of one team.", completion: Completions.files)
    var paths: [String]

    @OptionGroup var reading: ReadingArguments

    @Option(help: "The folder to write team.yaml, prompts and problems.jsonl to.", completion: .directory)
    var out: String

    @Option(help: "The team's name.")
    var name = "team"

    @Option(help: "A run of the team to draft, where the runs are of several.", completion: Completions.runs)
    var like: String?

    @Flag(help: "Make one team of all agents, also where the runs look like those of several.")
    var together = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    /// Runs that are looked at.
    private static let limit = 1_000

    func run() throws {
        let catalogue = try reading.catalogue(paths)
        let report = try CheckReport(indexing: catalogue)
        if catalogue.count == 0 {
            for line in report.problems { Console.complain(line) }
            throw ExitCode.unreadable
        }
        let reader = try catalogue.makeReader()
        let all = (0..<min(catalogue.count, Self.limit)).reversed().compactMap { try? reader.trace($0) }
        let runs = together ? all : try RecordedTeams(all).runs(like: like)
        let draft = try TeamDraft(of: runs, name: name)
        try draft.files.write(to: out)
        for file in draft.files.files { try Console.say("wrote \(out)/\(file.path)") }
        let known = "\(Numeral.count(draft.agents.count, "agent")) from \(Numeral.count(runs.count, "run"))"
        try Console.say("\(known): \(draft.agents.joined(separator: ", "))")
        for sentence in draft.missing { try Console.say("to do: \(sentence)") }
        try Console.say(NextStep.open(paths, options: ["--team", out]))
    }
}
