import ArgumentParser
import CreditEngine
import TraceFiles
import UseCases

/// `ascribe map`: proposes which fields of a file play which parts, and writes it down for the next time.
struct MapCommand: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Propose which fields of a file of your own play which parts, and remember it.",
        discussion: """
            Example: ascribe map app.jsonl
            Shows three messages that would be read and writes mapping.yaml beside the file; whatever opens the file
            next reads it by that. Change the fields there, or give --map to try others.
            """)

    @Argument(help: "A file of JSON Lines, or one JSON document.", completion: Completions.files)
    var file: String

    @Flag(help: "Show the proposal and write nothing.")
    var dryRun = false

    @Flag(help: "Write into the configuration instead of beside the file.")
    var global = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { dryRun }

    func run() throws {
        guard let proposal = try MappingProposal(path: file) else {
            Console.complain(
                "\(file): no field looks like who said what; name them, as in --map agent=FIELD --map text=FIELD",
                .error)
            throw ExitCode.unreadable
        }
        let fields = ReadingOptions.FieldMapping.parts.compactMap { part in
            proposal.mapping[part].map { "  \(part): \($0)" }
        }
        try Console.say("\(file), by its first \(proposal.records) records:")
        for line in fields { try Console.say(line) }
        try Console.say("Messages that would be read (\(proposal.messages) in these records):")
        for example in proposal.examples {
            let text = example.text.prefix(200)
            try Console.say("  \(example.agent): \(text)")
        }
        guard !dryRun else { return }
        let place = global ? Places().mapping : MappingFile.path(beside: file)
        var known = try MappingFile(path: place)
        known.mappings[MappingFile.key(of: file)] = proposal.mapping
        try known.write(to: place)
        try Console.say("Written to \(place); ascribe \(file) reads by it.")
    }
}
