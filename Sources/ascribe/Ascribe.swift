import ArgumentParser
import CNcurses
import CreditEngine

/// The `ascribe` command.
@main
struct Ascribe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ascribe", abstract: "Find which agent, in which turn, cost a run its outcome.")
}
