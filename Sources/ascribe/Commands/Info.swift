import ArgumentParser
import Foundation
import TraceFiles

/// `ascribe info`: versions, the places of the program's own files, and what the terminal can do.
struct Info: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Show versions, where configuration, store and log are, and what this terminal can do.",
        discussion: """
            Example: ascribe info --json
            Nothing is opened or made: a place that does not exist yet is said to be missing.
            """)

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { true }

    func run() throws {
        let installation = Installation(environment: ProcessInfo.processInfo.environment)
        guard !json else { return try Console.write(installation.json) }
        for (name, value) in installation.facts {
            try Console.say(name.padding(toLength: 17, withPad: " ", startingAt: 0) + value)
        }
    }
}
