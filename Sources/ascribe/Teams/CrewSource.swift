import CreditEngine
import Foundation
import LanguageModels
import PlantedFaults

/// Puts crews together from what a person asked for on the command line.
struct CrewSource: Sendable {
    /// A team file, a folder that holds a `team.yaml`, or `simulated/SUITE`; `nil` takes the model that spoke in the run.
    var team: String?
    /// A problems file in the place of the team file's.
    var problems: String?
    /// Calls at most, in the place of the team file's limit.
    var maxCalls: Int?
    /// US dollars at most, in the place of the team file's limit.
    var maxCost: Double?
    /// Runs or replays under way at once in what the interface starts; results do not depend on it.
    var jobs = 8
    /// The first seed of what the interface starts; `nil` takes the usual ones.
    var seed: UInt64?
    /// The store of all crews of this command, which share its lease.
    var records: WorkRecords
    /// Connections, pauses and the budget of crews that work on one job together; `nil` makes them anew for each crew.
    var services: ModelServices?

    /// What names of embedded teams begin with.
    static let simulated = "simulated/"

    /// Puts a crew together.
    ///
    /// - Parameter trace: the run to be replayed, whose recorded prompts stay in force; `nil` for new runs.
    func crew(for trace: Trace? = nil) throws -> Crew {
        guard let team else {
            guard let trace else { throw CrewError.noTeam }
            return try simulatedCrew(Self.suite(of: trace), for: trace)
        }
        if team.hasPrefix(Self.simulated) {
            return try simulatedCrew(ModelMaker.suite(named: String(team.dropFirst(Self.simulated.count))), for: trace)
        }
        return try fileCrew(TeamFile(path: Self.file(at: team), problems: problems), for: trace)
    }

    /// The suite whose model spoke in a run; throws `ReplayError`.
    static func suite(of trace: Trace) throws -> Suite {
        guard let team = trace.team else { throw ReplayError.noTeam }
        guard team.aggregation != nil else { throw ReplayError.noProtocol(trace.id) }
        let spoken = trace.messages.compactMap(\.model)
        let suites = spoken.lazy.filter { $0.hasPrefix(simulated) }
            .compactMap { Suite.named(String($0.dropFirst(simulated.count))) }
        guard let suite = suites.first else { throw ReplayError.noModel(spoken.first) }
        return suite
    }

    /// The team file itself, or the one in a folder.
    static func file(at path: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else { return path }
        return path.hasSuffix("/") ? path + "team.yaml" : path + "/team.yaml"
    }

    /// The same source, whose crews share connections, pauses and one budget from now on.
    ///
    /// Throws `TeamFileError` when there is a team file that cannot be used.
    func sharing() throws -> CrewSource {
        guard let team, !team.hasPrefix(Self.simulated) else { return self }
        var shared = self
        shared.services = services(of: try TeamFile(path: Self.file(at: team), problems: problems))
        return shared
    }

    // MARK: Embedded teams

    private func simulatedCrew(_ suite: Suite, for trace: Trace?) throws -> Crew {
        if let problems { throw CrewError.ownProblems(Self.simulated + suite.name, problems) }
        let team = trace?.team ?? suite.planting().team
        let evaluator: any Evaluator =
            trace?.outcome?.evaluator.flatMap { AnswerEvaluator(name: $0) } ?? AnswerEvaluator.numeric()
        let model = suite.model()
        return Crew(
            label: "\(Self.simulated)\(suite.name), simulated", team: team,
            runner: TeamRunner(team: team, models: TeamModels(model), evaluator: evaluator), evaluator: evaluator,
            isSimulated: true, modelNames: [model.name],
            problemSet: try ProblemSet(
                ProblemSet.problems(of: suite, for: team), seed: ProblemSet.simulatedSeed),
            models: Self.models(of: suite, model), dollarsPerCall: 0, secondsPerCall: 0.0001, records: records,
            suite: suite,
            identity: ["simulated", .string(suite.name), .string(evaluator.name)])
    }

    /// The models of an embedded team: who speaks for its agents, and who criticises them.
    private static func models(of suite: Suite, _ speaker: SimulatedModel) -> [String: any LanguageModel] {
        ["default": speaker, Crew.criticName: SimulatedCritic(), "judge": SimulatedJudge()]
    }

    // MARK: Team files

    private func fileCrew(_ file: TeamFile, for trace: Trace?) throws -> Crew {
        let services = self.services ?? services(of: file)
        let budget = services.budget
        let suites = file.models.values.compactMap { model -> String? in
            guard case .simulated(let name, _) = model.provider else { return nil }
            return name
        }
        let maker = ModelMaker(
            services: services, cache: records, isFresh: records.isFresh, flights: records.flights,
            folder: file.folder, suite: try ModelMaker.suite(named: file.problemSuite ?? suites.sorted().first))
        let cast = TeamCasting(file, for: trace)
        var models: [String: any LanguageModel] = [:]
        for (name, configuration) in file.models { models[name] = try maker.model(configuration) }
        let speaking = try cast.speaking(of: file)
        let isSimulated = file.runner == nil && speaking.allSatisfy(\.isSimulated)
        // A runner without an evaluator judges its own runs, replays as well as new ones.
        let judgesItself = file.runner != nil && file.evaluator == nil
        let evaluator =
            judgesItself
            ? nil : try CrewEvaluator.evaluator(file.evaluator, for: trace, models: models, in: file.folder)
        guard let fallback = models["default"] ?? speaking.first.flatMap({ models[$0.name] }) else {
            throw CrewError.noModel("default", known: models.keys.sorted())
        }
        let inside = TeamRunner(
            team: cast.team, models: TeamModels(fallback, named: models), evaluator: evaluator,
            clock: services.clock)
        let outside = file.runner.map {
            ProgramRunner($0, in: file.folder, evaluator: evaluator, seconds: file.runnerSeconds, budget: budget)
        }
        let runner: any Runner = outside ?? inside
        let estimate = CallEstimate(trace, price: speaking.first?.price, isSimulated: isSimulated)
        var judge: ModelConfiguration?
        if case .judge(let name, _) = file.evaluator { judge = file.models[name] }
        let problemSet = try problemSet(of: file)
        return Crew(
            label: "\(cast.team.name ?? "a team") (\(file.path))"
                + (isSimulated ? ", simulated" : file.runner == nil ? "" : ", run by its own system"),
            team: cast.team, owner: file.team, runner: runner, evaluator: evaluator, isSimulated: isSimulated,
            modelNames: file.runner.map { [($0.first ?? "") + " (a runner)"] } ?? speaking.map(\.shownName),
            problemSet: problemSet, models: models,
            dollarsPerCall: estimate.dollars, secondsPerCall: estimate.seconds,
            mostPerRun: RunBound.most(
                cast.team, models: speaking, problems: problemSet.problems, isRunner: file.runner != nil, judge: judge),
            origins: file.models.compactMapValues(\.origin),
            speakingOrigins: file.runner == nil && speaking.allSatisfy { $0.origin != nil }
                ? Set(speaking.compactMap(\.origin)) : nil,
            runsPrograms: Self.runsPrograms(file), notes: cast.notes,
            budget: file.models.values.allSatisfy(\.isSimulated) && file.runner == nil ? nil : budget, records: records,
            identity: try identity(of: file, evaluator))
    }

    /// Whether a program speaks for an agent or judges; programs may read and write files.
    private static func runsPrograms(_ file: TeamFile) -> Bool {
        func judges(_ evaluator: EvaluatorConfiguration?) -> Bool {
            switch evaluator {
            case .command: true
            case .shaped(let base, _): judges(base)
            default: false
            }
        }
        return judges(file.evaluator)
            || file.models.values.contains { if case .command = $0.provider { true } else { false } }
    }

    private func services(of file: TeamFile) -> ModelServices {
        var limits = file.limits
        limits.calls = maxCalls ?? limits.calls
        limits.cost = maxCost ?? limits.cost
        let clock = SystemClock()
        return ModelServices(
            transport: CurlTransport(), budget: CallBudget(limits, clock: clock), clock: clock,
            tellOfRetry: { Console.record($0, .warning) })
    }

    private func problemSet(of file: TeamFile) throws -> ProblemSet {
        guard file.problemSource != nil else { return ProblemSet() }
        return try ProblemSet(file.problems(), fractions: file.fractions, seed: file.splitSeed)
    }

    private func identity(of file: TeamFile, _ evaluator: (any Evaluator)?) throws -> CanonicalJSON {
        let models = file.models.values.sorted { $0.name < $1.name }.map(ModelMaker.identity)
        return .object(present: [
            "models": .array(models), "evaluator": .string(file.evaluator.map { "\($0)" } ?? evaluator?.name ?? ""),
            "runner": file.runner.map { .array($0.map { .string($0) }) }, "folder": .string(file.folder),
        ])
    }
}
