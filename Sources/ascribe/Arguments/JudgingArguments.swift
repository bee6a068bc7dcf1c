import ArgumentParser

/// The options of every command that lets a model judge runs.
struct JudgingArguments: ParsableArguments {
    @Option(help: "The team file's model that judges (default: judge, else critic).")
    var critic: String?

    @Option(help: "How much a message's own score counts beside its score in the group, from 0 to 1.")
    var ownWeight = 0.5

    func validate() throws {
        if !(0...1).contains(ownWeight) { throw ValidationError("--own-weight \(ownWeight): a weight is from 0 to 1.") }
    }
}
