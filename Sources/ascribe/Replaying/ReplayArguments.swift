import ArgumentParser
import CreditEngine
import PlantedFaults
import TraceFiles

/// The options of every command that replays one recorded run.
struct ReplayArguments: ParsableArguments {
    @Option(help: "The run's identifier.")
    var trace: String

    @Option(help: "The first seed of the replays; later ones follow it.")
    var seed: UInt64 = 1_000_000

    @Option(help: "Replays under way at once; results do not depend on it.")
    var jobs = 8

    func validate() throws {
        if jobs < 1 { throw ValidationError("--jobs \(jobs): at least one replay has to be under way.") }
    }

    /// Reads the run.
    func load(_ paths: [String], _ reading: ReadingArguments) throws -> Trace {
        let catalogue = try reading.catalogue(paths)
        try catalogue.index { _ in true }
        return try catalogue.makeReader().trace(catalogue.run(called: trace))
    }
}

/// Finds who can speak again for a recorded team.
enum ReplayTeam {
    /// A runner for the team that a trace carries, with the embedded simulated model that spoke in it.
    static func runner(for trace: Trace) throws -> TeamRunner {
        guard let team = trace.team else { throw ReplayError.noTeam(trace.id) }
        guard team.aggregation != nil else { throw ReplayError.noProtocol(trace.id) }
        let spoken = trace.messages.compactMap(\.model)
        guard let name = spoken.first(where: { Suite.model(named: $0) != nil }), let model = Suite.model(named: name)
        else {
            throw ReplayError.noModel(trace.id, spoken.first)
        }
        let evaluator = trace.outcome?.evaluator.flatMap { AnswerEvaluator(name: $0) } ?? .numeric()
        return TeamRunner(team: team, models: TeamModels(model), evaluator: evaluator, recordsInput: false)
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
            "\(id) does not carry its team, so nobody can speak again; record it with 'ascribe sample'"
        case .noProtocol(let id): "\(id) does not say who speaks when (team.protocol); add it to the trace record"
        case .noModel(let id, let name):
            "\(id) was spoken by \(name ?? "a model it does not name"), which is not the embedded simulated model; "
                + "only runs of simulated teams can be replayed yet"
        case .noCell(let turn, let agent, let id): "in \(id) no agent called \(agent) speaks in turn \(turn)"
        case .missing(let option, let kind): "--with \(kind) needs \(option)"
        case .budgetTooSmall(let budget, let needed, let agents):
            "--budget \(budget): --shapley over \(Counted.of(agents, "agent")) takes at least \(needed) replays"
        }
    }
}
