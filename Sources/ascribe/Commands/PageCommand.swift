public import ArgumentParser
public import CreditEngine

/// `ascribe page NAME`: a page of the documentation.
struct PageCommand: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "Print a page of the documentation.",
        discussion: "Example: ascribe page runners | less")

    @Argument(help: "The page.")
    var page: ReferencePage

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() throws { try Console.write(Array(page.text.utf8)) }
}

extension ReferencePage: ExpressibleByArgument {}
