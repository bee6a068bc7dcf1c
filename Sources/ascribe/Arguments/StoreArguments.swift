import ArgumentParser

/// Where the store is.
struct StoreArguments: ParsableArguments {
    @Option(
        name: .customLong("store"),
        help: "The folder of the store (default: $XDG_DATA_HOME/ascribe, else ~/.local/share/ascribe).",
        completion: .directory)
    var givenStore: String?

    /// The folder as given, else the person's usual one; `nil` is the default.
    var store: String? { givenStore ?? PersonalDefaults.current.store }
}
