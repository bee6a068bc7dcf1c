import ArgumentParser
import CreditEngine
import Foundation
import UseCases

/// `ascribe init`: runs a program once, shows what was seen, and writes the files with which it becomes a team.
struct InitCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Run a program once behind the recording proxy and write team.yaml from it.",
        discussion: """
            Example: ascribe init --input 'What does May cost?' -- python3 app.py '{input}'
            The program is not touched: it is started with OPENAI_BASE_URL and its like pointing at this machine. \
            Write ten problems with their references into problems.jsonl next, then ascribe sample --team team.yaml.
            """)

    @OptionGroup var program: ProgramArguments

    @Option(help: "The folder to write team.yaml, prompts and problems.jsonl to.")
    var into = "."

    @Option(help: "The team's name.")
    var name = "team"

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        let recording = try await program.record(id: "first", team: nil)
        for line in recording.lines { try Console.say(line) }
        let draft = try ProgramDraft(recording.trace, name: name, program: program.section)
        try draft.files.write(to: into)
        for file in draft.files.files { try Console.say("wrote \(into == "." ? "" : into + "/")\(file.path)") }
        let team = into == "." ? "team.yaml" : "\(into)/team.yaml"
        try Console.say(
            "next: write problems with references into problems.jsonl, then ascribe sample --team \(team) --out runs.jsonl"
        )
    }
}

/// The program to run, and how it is asked.
struct ProgramArguments: ParsableArguments {
    @Option(help: "The question: it takes the place of {input}, and is the program's standard input and ASCRIBE_INPUT.")
    var input = ""

    @Option(help: "Where the program's models are, when OPENAI_BASE_URL or ANTHROPIC_BASE_URL do not say.")
    var upstream: String?

    @Option(help: "The field of the program's requests that names the agent, as in user or metadata.role.")
    var agentField: String?

    @Option(help: "Seconds that a run may take.")
    var seconds = 600

    @Argument(parsing: .postTerminator, help: "The program and its arguments, behind --.")
    var command: [String] = []

    func validate() throws {
        if command.isEmpty { throw ValidationError("name the program behind --, as in -- python3 app.py '{input}'.") }
        if seconds < 1 { throw ValidationError("--seconds \(seconds): at least one is needed.") }
    }

    /// The program as a team file's section.
    var section: ProgramSection { ProgramSection(command: command, upstream: upstream, agentField: agentField) }

    /// Runs the program once.
    func record(id: String, team: Team?) async throws -> ProgramRecording {
        try await ProgramRecording(
            section, problem: Problem(input: input), id: id, team: team, seconds: seconds, remark: Console.take)
    }
}
