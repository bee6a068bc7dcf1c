import ArgumentParser
import CreditEngine
import Foundation
import UseCases

/// `ascribe record`: runs a program once and adds the run to a file, replayable as it is.
struct RecordCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record a run of a program through the recording proxy.",
        discussion: """
            Example: ascribe record --out runs.jsonl --input 'What does May cost?' -- python3 app.py '{input}'
            """)

    @OptionGroup var program: ProgramArguments

    @Option(help: "The file that the run is added to.")
    var out = "runs.jsonl"

    @Option(help: "A team file whose prompts name the agents.")
    var team: String?

    @Option(help: "The reference answer, for an evaluator later.")
    var reference: String?

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        let known = try team.map { try TeamFile(path: TeamSource.file(at: $0)).team }
        let id = "rec-\(Int(Date().timeIntervalSince1970 * 1000))"
        var recording = try await program.record(id: id, team: known)
        recording.trace.problem?.reference = reference
        try program.tell(recording)
        let file = try RunRecording(
            path: out, fresh: false, prompts: PromptSet(recording.trace.team ?? Team(members: [])))
        try file.append(recording.trace)
        try Console.say("added to \(out) as \(id)")
        try Console.say("next: ascribe \(out)" + (team.map { " --team \($0)" } ?? ""))
    }
}
