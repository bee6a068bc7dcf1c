import ArgumentParser
import UseCases

/// The option by which a person forbids a command to change anything.
struct AccessArguments: ParsableArguments {
    @Flag(help: "Forbid writes and model calls; a command that needs them is refused before it does anything.")
    var readonly = false

    /// What the person allows.
    var access: Access { readonly ? .readOnly : .full }

    /// The right that an action asks for; `Ascribe` has refused the command before where there is none.
    var permit: Permit { get throws { try access.permit(or: .modelCalls) } }
}

/// A command that says whether it needs more than reading, so that `--readonly` is answered in one place: `Ascribe`.
protocol CommandWithAccess: ParsableCommand {
    /// What the person allows.
    var access: AccessArguments { get }
    /// Whether it writes nothing and calls no model, with the arguments that it has.
    var onlyReads: Bool { get }
}
