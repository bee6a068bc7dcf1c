public import ArgumentParser
public import CreditEngine
import UseCases

/// The options of every command that estimates credit.
struct ScoringArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The temporal metric: stall, article, kl or js.", discussion: Self.caveats))
    var temporal: TemporalMetric = CreditSettings().metric

    @Option(
        help: "Where states come from: recorded, reasoning, code or command (default: recorded where there is one).")
    var state: StateSource?

    @Option(help: "The program for --state command and its arguments, split at spaces; it answers a line with a line.")
    var stateCommand: String?

    @Option(help: "How many turns back credit may move along evidence links; 0 turns it off.")
    var lookahead: Int = CreditSettings().horizon

    @Option(help: "The share of a turn's credit that lookahead moves, from 0 to 1.")
    var lambda: Double = CreditSettings().lambda

    /// Refuses what is out of range.
    func validate() throws {
        if state == .command, command.isEmpty {
            throw ValidationError("--state command needs --state-command PROGRAM.")
        }
        if state != .command, stateCommand != nil { throw ValidationError("--state-command needs --state command.") }
        if lookahead < 0 { throw ValidationError("--lookahead \(lookahead): it counts turns, from 0.") }
        if !(0...1).contains(lambda) { throw ValidationError("--lambda \(lambda): it is a share, from 0 to 1.") }
    }

    /// What to know before trusting each metric.
    private static let caveats = TemporalMetric.allCases.map { "\($0.rawValue): \($0.caveat)" }.joined(separator: "\n")

    private var command: [String] { (stateCommand ?? "").split(separator: " ").map(String.init) }

    /// Estimates as these options say.
    var estimator: TraceEstimator {
        TraceEstimator(
            settings: settings,
            stateCommand: command.isEmpty ? nil : StateCommand(command: command, remark: Console.take))
    }

    /// The settings for the engine.
    var settings: CreditSettings {
        CreditSettings(metric: temporal, state: state, horizon: lookahead, lambda: lambda)
    }
}

extension TemporalMetric: ExpressibleByArgument {}
extension StateSource: ExpressibleByArgument {}
