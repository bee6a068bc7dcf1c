import ArgumentParser
import CreditEngine
import TraceFiles

/// The options of every command that replays one recorded run.
struct ReplayArguments: ParsableArguments {
    @Option(help: "The run's identifier.")
    var trace: String

    @OptionGroup var modelling: ModelArguments

    /// Replays under way at once.
    var jobs: Int { modelling.jobs }

    /// Reads the run.
    func load(_ paths: [String], _ reading: ReadingArguments) throws -> Trace {
        let catalogue = try reading.catalogue(paths)
        try catalogue.index { _ in true }
        return try catalogue.makeReader().trace(catalogue.run(called: trace))
    }
}

/// Why a run cannot be replayed.
enum ReplayError: Error, Equatable, CustomStringConvertible {
    case noTeam(String)
    case noProtocol(String)
    case noModel(String, String?)
    case noCell(turn: Int, agent: String, trace: String)
    case missing(option: String, kind: String)
    case budgetTooSmall(Int, needed: Int, agents: Int)

    var description: String {
        switch self {
        case .noTeam(let id):
            "\(id) does not carry its team, so nobody can speak again; name its team file with --team"
        case .noProtocol(let id): "\(id) does not say who speaks when (team.protocol); add it to the trace record"
        case .noModel(let id, let name):
            "\(id) was spoken by \(name ?? "a model it does not name"), which is not the embedded simulated model; "
                + "name the team file that knows the model with --team"
        case .noCell(let turn, let agent, let id): "in \(id) no agent called \(agent) speaks in turn \(turn)"
        case .missing(let option, let kind): "--with \(kind) needs \(option)"
        case .budgetTooSmall(let budget, let needed, let agents):
            "--budget \(budget): --shapley over \(Counted.of(agents, "agent")) takes at least \(needed) replays"
        }
    }
}
