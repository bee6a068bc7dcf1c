package import CreditEngine
package import CreditStore
package import LanguageModels
package import PlantedFaults

/// Everything one command needs to let a team speak: who, by what means, on which problems, at whose expense.
///
/// Made by `ModelArguments.runtime(for:)`; one runtime serves one job, because its budget does.
package struct TeamRuntime: Sendable {
    /// What headings call it; says that it is simulated when it is.
    package var label: String
    /// The team whose prompts are spoken under.
    package var team: Team
    /// The team as its owner's file says; `nil` when there is no file.
    package var owner: Team?
    /// Makes whole runs and replays.
    package var runner: any Runner
    /// Judges the ends; `nil` leaves outcomes unknown.
    package var evaluator: (any Evaluator)?
    /// Whether every agent's words come from a simulated model.
    package var isSimulated: Bool
    /// The names of the models that the agents speak with, in the order of the team, each once.
    package var modelNames: [String]
    /// The problems and what each part of them may be used for.
    package var problemSet: ProblemSet
    /// All models by the names that the team file gives them.
    package var models: [String: any LanguageModel]
    /// What a call costs in US dollars; `nil` when not known.
    package var dollarsPerCall: Double?
    /// How many seconds a call takes; `nil` when not known.
    package var secondsPerCall: Double?
    /// The most that one run should use; `nil` when nothing is spent.
    var mostPerRun: Spending?
    /// Messages of a whole run of a system that says itself who speaks, as the run to be replayed shows; `nil` where the
    /// protocol tells it.
    package var callsPerRun: Int?
    /// The models of a team file by their names there, as they are to be told apart (`ModelConfiguration.origin`).
    var origins: [String: [String]] = [:]
    /// Those that the agents speak with; `nil` when one is not known, as in a system of its own.
    var speakingOrigins: Set<[String]>?
    /// Whether a program of the user's speaks or judges, which may read and write files.
    var runsPrograms = false
    /// Sentences on what is taken from where, to be said above results.
    package var notes: [String] = []
    /// What may be spent, and what has been; `nil` when no model of the team file costs anything.
    package var budget: CallBudget?
    /// The store, its lease and the journals.
    package var session: StoreSession
    /// The suite of an embedded team.
    package var suite: Suite?
    /// What answers depend on, for the names of jobs: models, evaluator and prompts, never a key.
    package var identity: CanonicalJSON

    /// The problems in order.
    package var problems: [Problem] { problemSet.problems }
    /// Which problems optimise, validate and test.
    package var split: ProblemSplit { problemSet.split }
    /// What may be spent.
    var limits: BudgetLimits { budget?.limits ?? BudgetLimits() }
    /// The store for proposals, decisions and splits; throws `StoreError` when it cannot be opened.
    package var store: Store { get throws { try session.opened() } }
    /// The right to run jobs and to decide, taken at the first call; throws `StoreError` when another process has it.
    package var lease: Lease { get async throws { try await session.jobLease() } }

    /// The problems of one part, in order.
    package func problems(in part: ProblemSplit.Part) -> [Problem] { problemSet.problems(in: part) }

    /// The problem of a numbered new run, from 1: those of a part in turn.
    ///
    /// Without a part those that are not sealed in turn: the ones to optimise and to validate, and those in no part. An
    /// embedded team goes on with problems of no part behind them, as many as there are numbers. The same number gives the
    /// same problem always. Throws `TeamError.noProblems`.
    package func problem(_ number: UInt64, in part: ProblemSplit.Part? = nil) throws -> Problem {
        let choice = part.map { problems(in: $0) } ?? problemSet.open
        if part == nil, let suite, number > choice.count {
            return suite.problem(UInt64(problems.count - choice.count) &+ number, shape: TeamShape(of: team))
        }
        guard !choice.isEmpty else {
            throw TeamError.noProblems(
                "\(label) has no problems\(part.map { " to \($0.rawValue)" } ?? ""); name a problems file with --problems"
            )
        }
        return choice[Int((number &- 1) % UInt64(choice.count))]
    }

    /// Whether one more run may begin beside so many under way without one of them meeting a limit.
    package func mayBegin(beside underWay: Int) -> Bool {
        guard let budget, let mostPerRun else { return true }
        return budget.holds(underWay + 1, of: mostPerRun)
    }

    /// A model by its name in the team file (`critic`); throws `TeamError.noModel`.
    package func model(named name: String) throws -> any LanguageModel {
        guard let model = models[name] else { throw TeamError.noModel(name, known: models.keys.sorted()) }
        return model
    }

    /// The journal of a job, in the store under the lease, whoever speaks.
    ///
    /// The first journal of a team runtime also makes the budget go on from what that job spent before. Throws `StoreError`.
    /// - Parameters:
    ///   - job: the same for the same work, such as `JobName` makes.
    ///   - description: what it is, as JSON text.
    package func journal(of job: String, description: String = "{}") async throws -> any SampleJournal {
        try await session.journal(of: job, description: description, budget: budget)
    }

    /// Lets the budget go on from what a job spent before, where calls cost something.
    ///
    /// Needed by work whose finished pieces are answers rather than samples of a journal. Throws `StoreError`.
    package func limit(to job: String) async throws {
        if budget != nil { _ = try await journal(of: job) }
    }

    /// Makes replays of a run, inside or through the user's own system; its recorded prompts stay in force.
    ///
    /// Throws `TeamRunError.noQuestion` when nobody knows what the team was asked.
    package func replayer(of trace: Trace) throws -> TeamReplayer {
        let trace = completed(trace)
        guard trace.problem?.input != nil else { throw TeamRunError.noQuestion }
        guard let inside = runner as? TeamRunner else { return TeamReplayer(trace, runner: runner, team: team) }
        var replayer = TeamReplayer(trace, runner: inside)
        if runsPrograms { replayer.mayHaveState = true }
        return replayer
    }

    /// Who chooses the speakers of replays after a message that changes.
    func speakers(of trace: Trace) -> String {
        runner is TeamRunner ? SpeakingOrder(of: trace, by: team).rule.name : "its own system"
    }

    /// A run with what the problems file has of its problem and the run itself has not.
    func completed(_ trace: Trace) -> Trace {
        guard trace.problem?.input == nil || trace.problem?.reference == nil,
            let problem = Problem.of(trace, among: problems)
        else { return trace }
        var trace = trace
        trace.problem = problem
        return trace
    }

    /// Notes that a job is done.
    package func finish(job: String) async throws { try await session.finish(job: job) }
}

/// Why a team runtime cannot be put together.
package enum TeamError: Error, Equatable, CustomStringConvertible {
    /// The team file has no model of that name.
    case noModel(String, known: [String])
    /// Nobody says which team.
    case noTeam
    /// There is no such embedded team.
    case noSuite(String, known: [String])
    /// The problems belong to no part, or none are named.
    case noProblems(String)
    /// Problems were named for an embedded team.
    case ownProblems(String, String)
    /// An agent of the run that is in neither the file nor the default.
    case unusable(String)

    /// One sentence that names the thing and the way out.
    package var description: String {
        switch self {
        case .noModel(let name, let known):
            "no model is called '\(name)' (there are \(known.joined(separator: ", "))); add it to the team file's 'models'"
        case .noTeam: "nobody says which team; name a team file, its folder or simulated/SUITE with --team"
        case .noSuite(let name, let known):
            "no simulated team is called '\(name)'; there are \(known.joined(separator: ", "))"
        case .noProblems(let why): why
        case .ownProblems(let team, let file):
            "\(team) has problems of its own, which its model alone understands, so '\(file)' cannot be used; leave --problems out or name a team file with --team"
        case .unusable(let why): why
        }
    }
}
