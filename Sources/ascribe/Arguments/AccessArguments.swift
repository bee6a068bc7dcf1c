import ArgumentParser

/// The option by which a person forbids a command to change anything.
struct AccessArguments: ParsableArguments {
    @Flag(help: "Forbid writes and model calls; a command that needs them is refused before it does anything.")
    var readonly = false
}

/// A command that says whether it needs more than reading, so that `--readonly` is answered in one place: `Ascribe`.
protocol CommandWithAccess: ParsableCommand {
    /// What the person allows.
    var access: AccessArguments { get }
    /// Whether it writes nothing and calls no model, with the arguments that it has.
    var onlyReads: Bool { get }
}

/// Why a command is not carried out.
struct ReadOnlyRefusal: Error, Equatable, CustomStringConvertible {
    /// The command in words (`review approve`).
    var command: String

    var description: String {
        "--readonly forbids writes and model calls, and 'ascribe \(command)' needs them; leave --readonly out to allow it"
    }
}
