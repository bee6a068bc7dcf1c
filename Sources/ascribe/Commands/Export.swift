import ArgumentParser
import CreditEngine
import CreditStore
import Foundation
import TraceFiles
import UseCases

/// `ascribe export`: freezes what is approved into a folder, or checks one.
struct Export: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Write a team's approved prompts as files, or check a set that was written.",
        discussion: """
            Example: ascribe export prompts --team team.yaml && ascribe export --check prompts
            Blocks that no approval has touched are written as their owner's files have them. The folder is a team \
            again: ascribe sample --team prompts. --check exits with 1 when a text, a hash or an approval is not the store's.
            --into writes what is approved into a program's own files, after showing what changes there.
            """)

    @Argument(help: "The folder to write.", completion: .directory)
    var folder: String?

    @Option(help: "The folder to check.", completion: .directory)
    var check: String?

    @Option(help: "With --check: recorded runs, to see which prompts served them.", completion: Completions.files)
    var runs: String?

    @Option(help: "A program's folder: its own prompt files, and the prompts in its source text, are changed in place.")
    var into: String?

    @Flag(help: "With --into: write without asking.")
    var yes = false

    @Option(
        name: .customLong("team"),
        help: ArgumentHelp(
            "Which team; may be left out when the store knows one only. The name of one that is not simulated writes "
                + "no team.yaml, because the models are not known then.",
            valueName: "team.yaml|DIR|simulated/SUITE|NAME"))
    var givenTeam: String?

    @Option(help: "One text file a block with a manifest, or everything in one JSON or YAML file.")
    var format: FrozenSet.Format = .files

    @Flag(help: "Replace what is in the folder.")
    var force = false

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var place: StoreArguments
    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { folder == nil && into == nil }
    /// The team as given, else the person's usual one.
    private var team: String? { givenTeam ?? PersonalDefaults.current.team }

    func validate() throws {
        guard [folder, check, into].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("name a folder to write, or one to --check, or a program's --into.")
        }
    }

    func run() async throws {
        do {
            if let check { try await examine(check) }
            if let into { try await write(into: into) }
            if let folder { try await write(folder) }
        } catch let error as ExportError {
            Console.complain("ascribe: \(error)", .error)
            throw ExitCode.unreadable
        }
    }

    private func write(_ folder: String) async throws {
        let store = try Store(folder: place.store ?? Store.defaultFolder())
        let export = try await PromptExport(of: ExportSource(team, in: store), format, in: store)
        try export.write(to: folder, force: force, access.permit)
        try store.close()
        try Console.say(export.lines(folder: folder), or: json ? export.json(folder: folder) : nil)
        for warning in export.warnings { Console.complain(warning) }
        var here = stat()
        if stat(".", &here) == 0, here.st_nlink == 0 {
            Console.complain("the folder that you are in was replaced by the new one; enter it again")
        }
        if export.approved == 0 {
            Console.complain(
                "nothing of \(export.team) is approved yet, so these are its owner's texts; see 'ascribe review list'")
        }
    }

    private func write(into program: String) async throws {
        let store = try Store(folder: place.store ?? Store.defaultFolder())
        let files = try await ProgramPromptFiles(of: ExportSource(team, in: store), in: program, store: store)
        try store.close()
        let text = ProgramPromptText(files)
        for line in text.differences { try Console.say(line) }
        for line in files.unplacedSentences { Console.complain(line) }
        guard !files.changes.isEmpty else { throw ExitCode.doneWithFindings }
        guard try yes || Console.agrees("Enter writes \(text.count); anything else leaves all as it is: ") else {
            throw ExitCode.doneWithFindings
        }
        try files.write(access.permit)
        try Console.say("wrote \(text.count)")
        if !files.unplaced.isEmpty { throw ExitCode.doneWithFindings }
    }

    private func examine(_ folder: String) async throws {
        let check = try await ExportCheck(of: folder, storeFolder: place.store)
        try Console.say(check.lines, or: json ? check.json : nil)
        if !check.isAgainstApprovals {
            Console.complain(
                "this store does not know the team '\(check.team)': compared with the export's own manifest only; name its "
                    + "store with --store")
        }
        if let runs {
            let recorded = try await RecordedPrompts(runs, against: folder, storeFolder: place.store)
            for line in recorded.lines { try Console.say(line) }
            if !recorded.isSound { throw ExitCode.doneWithFindings }
        }
        if !check.isSound { throw ExitCode.doneWithFindings }
    }
}

extension FrozenSet.Format: ExpressibleByArgument {}
