import ArgumentParser

/// `ascribe manual`: writes the manual page.
struct ManualCommand: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the manual page, made from the same table as --help.",
        discussion: """
            Example: ascribe manual > ~/.local/share/man/man1/ascribe.1
            Completions are written by --generate-completion-script bash, zsh or fish.
            """)

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() throws {
        let page = try ManualPage(table: Ascribe._dumpHelp(), version: Version.current)
        try Console.write(Array(page.text.utf8))
    }
}
