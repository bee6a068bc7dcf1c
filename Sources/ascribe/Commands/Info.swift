import ArgumentParser
import CreditEngine
import Foundation

/// `ascribe info`: versions and what the terminal can do.
struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show versions and what this terminal can do.", discussion: "Example: ascribe info")

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let colors = environment["NO_COLOR"].map { !$0.isEmpty } == true ? "off (NO_COLOR)" : "by the terminal type"
        let facts: [(String, String)] = [
            ("ascribe", Ascribe.configuration.version),
            ("system", ProcessInfo.processInfo.operatingSystemVersionString),
            ("processors", String(ProcessInfo.processInfo.activeProcessorCount)),
            ("terminal", environment["TERM"] ?? "none (TERM is not set)"),
            ("colours", colors),
            ("standard output", isatty(STDOUT_FILENO) == 1 ? "a terminal" : "not a terminal"),
        ]
        for (name, value) in facts { try Console.say(name.padding(toLength: 17, withPad: " ", startingAt: 0) + value) }
    }
}
