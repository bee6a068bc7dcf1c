import ArgumentParser
import CreditEngine
import TraceFiles

/// The `ascribe` command.
@main
struct Ascribe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ascribe", abstract: "Find which agent, in which turn, cost a run its outcome.",
        version: "0.1.0",
        subcommands: [
            View.self, Check.self, Convert.self, Score.self, Eval.self, Sample.self, SwapCommand.self,
            MeasureCommand.self, Faults.self, Info.self, Keys.self,
        ],
        defaultSubcommand: View.self)

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as TraceFileError {
            Console.complain("ascribe: \(error)")
            exit(withError: ExitCode.unreadable)
        } catch let error as ReplayError {
            Console.complain("ascribe: \(error)")
            exit(withError: ExitCode.modelFailed)
        } catch let error as MeasureError {
            Console.complain("ascribe: \(error)")
            exit(withError: ExitCode.modelFailed)
        } catch is ConsoleError {
            exit(withError: ExitCode.unreadable)
        } catch {
            exit(withError: error)
        }
    }
}
