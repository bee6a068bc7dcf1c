import ArgumentParser
import CreditEngine
import CreditStore
import TraceFiles
import UseCases

/// `ascribe export`: freezes what is approved into a folder, or checks one.
struct Export: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Write a team's approved prompts as files, or check a set that was written.",
        discussion: """
            Example: ascribe export prompts --team team.yaml && ascribe export --check prompts
            Blocks that no approval has touched are written as their owner's files have them. The folder is a team \
            again: ascribe sample --team prompts. --check exits with 1 when a text is not what is approved now.
            """)

    @Argument(help: "The folder to write.")
    var folder: String?

    @Option(help: "The folder to check.")
    var check: String?

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

    var onlyReads: Bool { folder == nil }
    /// The team as given, else the person's usual one.
    private var team: String? { givenTeam ?? PersonalDefaults.current.team }

    func validate() throws {
        guard (folder == nil) != (check == nil) else {
            throw ValidationError("name either a folder to write or one to --check.")
        }
    }

    func run() async throws {
        do {
            if let check { try await examine(check) } else if let folder { try await write(folder) }
        } catch let error as ExportError {
            Console.complain("ascribe: \(error)", .error)
            throw ExitCode.unreadable
        }
    }

    private func write(_ folder: String) async throws {
        let store = try Store(folder: place.store ?? Store.defaultFolder())
        let source = try await ExportSource(team, in: store)
        let set = try await FrozenSet(of: source.team, in: store)
        try set.write(to: folder, format, source.origin, force: force)
        try store.close()
        let approved = set.manifest.blocks.count { $0.source == "approved" }
        if json {
            var text = JSONText()
            text.object { text in
                text.field("folder", folder)
                text.field("team", source.team)
                text.field("identity", set.manifest.identity)
                text.field("blocks", set.manifest.blocks.count)
                text.field("approved", approved)
                text.field("secrets", set.secrets)
            }
            text.endLine()
            try Console.write(text.bytes)
        } else {
            for entry in set.manifest.blocks {
                let by = entry.approvals.last.map { "approved by \($0.who) at \($0.at)" } ?? "as its owner has it"
                try Console.say("  \(entry.block) · \(entry.hash.prefix(12)) · \(by)")
            }
            try Console.say(
                "\(Numeral.count(set.manifest.blocks.count, "block")) of \(source.team) written to \(folder), \(approved) approved"
            )
        }
        for warning in set.warnings(format, source.origin) { Console.complain(warning) }
        if approved == 0 {
            Console.complain(
                "nothing of \(source.team) is approved yet, so these are its owner's texts; see 'ascribe review list'")
        }
    }

    private func examine(_ folder: String) async throws {
        let deployed = try DeployedSet(at: folder)
        let name = deployed.manifest.team
        let store = try ReviewDesk.reading(place.store)
        let approved = try await store?.team(name) == nil ? nil : try await store?.currentPrompts(of: name)
        let findings = try deployed.findings(against: approved)
        let isSound = findings.allSatisfy(\.isSound)
        if json {
            var text = JSONText()
            text.object { text in
                text.field("folder", folder)
                text.field("team", name)
                text.field("against", approved == nil ? "manifest" : "approvals")
                text.field("equal", isSound)
                text.key("blocks")
                text.array { text in
                    for finding in findings {
                        text.object { text in
                            text.field("block", finding.block)
                            text.field("file", finding.file)
                            text.field("state", finding.state.rawValue)
                        }
                    }
                }
            }
            text.endLine()
            try Console.write(text.bytes)
        } else {
            for finding in findings {
                let file = finding.file.map { " · \($0)" } ?? ""
                try Console.say("\(finding.isSound ? "✓" : "✗") \(finding.block)\(file) · \(finding.state.rawValue)")
            }
        }
        if approved == nil {
            Console.complain(
                "this store does not know the team '\(name)': compared with the export's own manifest only")
        }
        if !isSound { throw ExitCode.doneWithFindings }
    }
}

extension FrozenSet.Format: ExpressibleByArgument {}
