import ArgumentParser

/// The words by which a person calls a command.
enum CommandName {
    /// `review approve` for that command's type.
    static func of(_ type: any ParsableCommand.Type) -> String {
        all.first { ObjectIdentifier($0.type) == ObjectIdentifier(type) }?.name ?? word(type)
    }

    /// Every command that does something itself, with its words.
    static var all: [(name: String, type: any ParsableCommand.Type)] { below(Ascribe.self, []) }

    private static func below(_ type: any ParsableCommand.Type, _ words: [String])
        -> [(name: String, type: any ParsableCommand.Type)]
    {
        type.configuration.subcommands.flatMap { child -> [(name: String, type: any ParsableCommand.Type)] in
            let name = words + [word(child)]
            guard child.configuration.subcommands.isEmpty else { return below(child, name) }
            return [(name.joined(separator: " "), child)]
        }
    }

    private static func word(_ type: any ParsableCommand.Type) -> String {
        type.configuration.commandName ?? "\(type)".lowercased()
    }
}
