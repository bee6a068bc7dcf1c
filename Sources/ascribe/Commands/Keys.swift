import ArgumentParser
import Inspector

/// `ascribe help keys`: the inspector's key table.
struct Keys: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "List the inspector's keys; the same table answers them and fills its help screen.",
        discussion: "Example: ascribe help keys\n\n" + App.keyTable())

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() throws { try Console.write(Array((App.keyTable() + "\n").utf8)) }
}
