package import CreditEngine
import Foundation
package import LanguageModels
package import PlantedFaults
import SystemPackage

/// Puts teams together from what a person asked for on the command line.
package struct TeamSource: Sendable {
    /// A team file, a folder that holds a `team.yaml`, or `simulated/SUITE`; `nil` takes the model that spoke in the run.
    package var team: String? {
        get { drafted.folder ?? named }
        set { named = newValue }
    }
    private var named: String?
    /// The team that was drafted meanwhile, which goes before the named one.
    package let drafted = DraftedFolder()
    /// A problems file in the place of the team file's.
    package var problems: String?
    /// Calls at most, in the place of the team file's limit.
    package var maxCalls: Int?
    /// US dollars at most, in the place of the team file's limit.
    package var maxCost: Double?
    /// Runs or replays under way at once in what the interface starts; results do not depend on it.
    package var jobs = FreeDescriptors.usualJobs
    /// Whether fewer runs of a program go on at once where the processors carry no more.
    package var followsWeight = false
    /// The first seed of what the interface starts; `nil` takes the usual ones.
    package var seed: UInt64?
    /// The store of all teams of this command, which share its lease.
    package var session: StoreSession
    /// Gets what programs say and which calls are tried again.
    package var remark: RemarkHandler = { _ in }
    /// Connections, pauses and the budget of teams that work on one job together; `nil` makes them anew for each runtime.
    package var services: ModelServices?

    /// Makes one.
    package init(
        team: String? = nil, problems: String? = nil, maxCalls: Int? = nil, maxCost: Double? = nil,
        jobs: Int = FreeDescriptors.usualJobs,
        followsWeight: Bool = false, seed: UInt64? = nil, session: StoreSession,
        remark: @escaping RemarkHandler = { _ in },
        services: ModelServices? = nil
    ) {
        named = team
        self.problems = problems
        self.maxCalls = maxCalls
        self.maxCost = maxCost
        (self.jobs, self.followsWeight) = (jobs, followsWeight)
        self.seed = seed
        self.session = session
        self.remark = remark
        self.services = services
    }

    /// What endpoints have refused, learned once in a process.
    private static let refused = RefusedParameters()

    /// What names of embedded teams begin with.
    package static let simulated = "simulated/"

    /// Puts a team runtime together.
    ///
    /// - Parameter trace: the run to be replayed, whose recorded prompts stay in force; `nil` for new runs.
    package func runtime(for trace: Trace? = nil) throws -> TeamRuntime {
        guard let team else {
            guard let trace else { throw TeamError.noTeam }
            return try simulatedRuntime(Self.suite(of: trace), for: trace)
        }
        if team.hasPrefix(Self.simulated) {
            return try simulatedRuntime(
                ModelMaker.suite(named: String(team.dropFirst(Self.simulated.count))), for: trace)
        }
        return try fileRuntime(TeamFile(path: Self.file(at: team), problems: problems), for: trace)
    }

    /// The suite whose model spoke in a run; throws `ReplayError`.
    package static func suite(of trace: Trace) throws -> Suite {
        guard let team = trace.team else { throw ReplayError.noTeam }
        guard team.aggregation != nil else { throw ReplayError.noProtocol(trace.id) }
        let spoken = trace.messages.compactMap(\.model)
        let suites = spoken.lazy.filter { $0.hasPrefix(simulated) }
            .compactMap { Suite.named(String($0.dropFirst(simulated.count))) }
        guard let suite = suites.first else { throw ReplayError.noModel(spoken.first) }
        return suite
    }

    /// The team file itself, or the one in a folder.
    package static func file(at path: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else { return path }
        return FilePath(path).appending("team.yaml").string
    }

    /// The names of a team's agents by those under which recordings have them; empty where there is no team file, or one
    /// that cannot be read, which is said when the team is used.
    package static func recordedNames(of team: String?) -> [String: String] {
        guard let team, !team.hasPrefix(simulated) else { return [:] }
        return (try? TeamFile(path: file(at: team)))?.recordedNames ?? [:]
    }

    /// The name of the team that a person means: of an embedded one, of a team file or its folder, else the words themselves.
    ///
    /// Throws `TeamError` and `TeamFileError`.
    package static func name(of team: String) throws -> String {
        if team.hasPrefix(simulated) {
            return try ModelMaker.suite(named: String(team.dropFirst(simulated.count))).planting().team.name ?? team
        }
        let file = file(at: team)
        return FileManager.default.fileExists(atPath: file) ? try TeamFile(path: file).team.name ?? team : team
    }

    /// The same source, whose teams share connections, pauses and one budget from now on.
    ///
    /// Throws `TeamFileError` when there is a team file that cannot be used.
    package func sharing() throws -> TeamSource {
        guard let team, !team.hasPrefix(Self.simulated) else { return self }
        var shared = self
        shared.services = services(of: try TeamFile(path: Self.file(at: team), problems: problems))
        return shared
    }

    // MARK: Embedded teams

    private func simulatedRuntime(_ suite: Suite, for trace: Trace?) throws -> TeamRuntime {
        if let problems { throw TeamError.ownProblems(Self.simulated + suite.name, problems) }
        let team = trace?.team ?? suite.planting().team
        let evaluator: any Evaluator =
            trace?.outcome?.evaluator.flatMap { AnswerEvaluator(name: $0) } ?? AnswerEvaluator.numeric()
        let model = suite.model()
        return TeamRuntime(
            label: "\(Self.simulated)\(suite.name), simulated", team: team,
            runner: TeamRunner(team: team, models: TeamModels(model), evaluator: evaluator), evaluator: evaluator,
            isSimulated: true, modelNames: [model.name],
            problemSet: try ProblemSet(
                ProblemSet.problems(of: suite, for: team), seed: ProblemSet.simulatedSeed),
            models: Self.models(of: suite, model), dollarsPerCall: 0, secondsPerCall: 0.0001, session: session,
            suite: suite,
            identity: ["simulated", .string(suite.name), .string(evaluator.name)])
    }

    /// The models of an embedded team: who speaks for its agents, and who criticises them.
    private static func models(of suite: Suite, _ speaker: SimulatedModel) -> [String: any LanguageModel] {
        ["default": speaker, TeamRuntime.criticName: SimulatedCritic(), "judge": SimulatedJudge()]
    }

    // MARK: Team files

    private func fileRuntime(_ file: TeamFile, for trace: Trace?) throws -> TeamRuntime {
        let services = self.services ?? services(of: file)
        let budget = services.budget
        let suites = file.models.values.compactMap { model -> String? in
            guard case .simulated(let name, _) = model.provider else { return nil }
            return name
        }
        let maker = ModelMaker(
            services: services, cache: session, isFresh: session.isFresh, flights: session.flights,
            place: file.place, suite: try ModelMaker.suite(named: file.problemSuite ?? suites.sorted().first))
        let cast = TeamCasting(file, for: trace)
        var models: [String: any LanguageModel] = [:]
        for (name, configuration) in file.models { models[name] = try maker.model(configuration) }
        let speaking = try cast.speaking(of: file)
        let isSimulated = file.runner == nil && speaking.allSatisfy(\.isSimulated)
        // A runner without an evaluator judges its own runs, replays as well as new ones.
        let judgesItself = file.runner != nil && file.evaluator == nil
        let evaluator =
            judgesItself
            ? nil
            : try TeamEvaluator.evaluator(file.evaluator, for: trace, models: models, in: file.place, remark: remark)
        let runner =
            try outsideRunner(file, evaluator, services) ?? insideRunner(cast, models, speaking, evaluator, services)
        let estimate = CallEstimate(trace, price: speaking.first?.price, isSimulated: isSimulated)
        var judge: ModelConfiguration?
        if case .judge(let name, _) = file.evaluator { judge = file.models[name] }
        let problemSet = try problemSet(of: file)
        return TeamRuntime(
            label: "\(cast.team.name ?? "a team") (\(file.path))"
                + (isSimulated ? ", simulated" : file.runner == nil ? "" : ", run by its own system"),
            team: cast.team, owner: file.team, runner: runner, evaluator: evaluator, isSimulated: isSimulated,
            modelNames: file.program.map { ["\($0.shownName) (a program)"] }
                ?? file.runner.map { [($0.first ?? "") + " (a runner)"] } ?? speaking.map(\.shownName),
            problemSet: problemSet, models: models,
            dollarsPerCall: estimate.dollars, secondsPerCall: estimate.seconds,
            mostPerRun: RunBound.most(
                cast.team, models: speaking, problems: problemSet.problems, isRunner: file.runner != nil, judge: judge),
            callsPerRun: file.runner == nil ? nil : trace?.messages.count,
            origins: file.models.compactMapValues(\.origin),
            speakingOrigins: file.runner == nil && speaking.allSatisfy { $0.origin != nil }
                ? Set(speaking.compactMap(\.origin)) : nil,
            runsPrograms: Self.runsPrograms(file), notes: cast.notes,
            budget: file.models.values.allSatisfy(\.isSimulated) && file.runner == nil ? nil : budget, session: session,
            identity: try identity(of: file, evaluator))
    }

    /// The person's own system; `nil` when the team runs inside.
    private func outsideRunner(
        _ file: TeamFile, _ evaluator: (any Evaluator)?, _ services: ModelServices
    ) throws -> (any Runner)? {
        guard let program = file.program else {
            return file.runner.map {
                ProgramRunner(
                    $0, in: file.place, evaluator: evaluator, seconds: file.runnerSeconds,
                    concurrency: file.runnerConcurrency, budget: services.budget, remark: remark)
            }
        }
        // Agents are known by the owner's prompts, whatever prompts are on trial.
        return try ProgramLaunch.runner(
            program, team: file.team, names: file.recordedNames, in: file.folder, seconds: file.runnerSeconds,
            evaluator: evaluator,
            transport: services.transport, budget: services.budget, followsWeight: followsWeight, remark: remark)
    }

    private func insideRunner(
        _ cast: TeamCasting, _ models: [String: any LanguageModel], _ speaking: [ModelConfiguration],
        _ evaluator: (any Evaluator)?, _ services: ModelServices
    ) throws -> TeamRunner {
        guard let fallback = models["default"] ?? speaking.first.flatMap({ models[$0.name] }) else {
            throw TeamError.noModel("default", known: models.keys.sorted())
        }
        return TeamRunner(
            team: cast.team, models: TeamModels(fallback, named: models), evaluator: evaluator, clock: services.clock)
    }

    /// Whether a program speaks for an agent or judges; programs may read and write files.
    private static func runsPrograms(_ file: TeamFile) -> Bool {
        file.evaluator?.command != nil || file.models.values.contains { $0.command != nil }
    }

    private func services(of file: TeamFile) -> ModelServices {
        var limits = file.limits
        limits.calls = maxCalls ?? limits.calls
        limits.cost = maxCost ?? limits.cost
        let clock = SystemClock()
        return ModelServices(
            transport: CurlTransport(), refused: Self.refused, budget: CallBudget(limits, clock: clock), clock: clock,
            tellOfRetry: { [remark] in remark(Remark($0, isForLog: true)) })
    }

    private func problemSet(of file: TeamFile) throws -> ProblemSet {
        guard file.problemSource != nil else { return ProblemSet() }
        return try ProblemSet(file.problems(), fractions: file.fractions, seed: file.splitSeed)
    }

    private func identity(of file: TeamFile, _ evaluator: (any Evaluator)?) throws -> CanonicalJSON {
        let models = file.models.values.sorted { $0.name < $1.name }.map(ModelMaker.identity)
        return .object(present: [
            "models": .array(models), "programs": try programs(of: file),
            "evaluator": .string(file.evaluator.map { "\($0)" } ?? evaluator?.name ?? ""),
            "runner": try file.program.map { try ProgramFingerprint.of($0, in: file.folder) }
                ?? file.runner.map {
                    try ProgramFingerprint.of($0, version: file.runnerVersion, in: file.folder)
                },
            "folder": .string(file.folder),
        ])
    }

    /// What the files hold that evaluators and models name as programs; `nil` when there are no such programs.
    private func programs(of file: TeamFile) throws -> CanonicalJSON? {
        let commands =
            file.models.values.sorted { $0.name < $1.name }.compactMap(\.command)
            + [file.evaluator?.command].compactMap { $0 }
        let files = try commands.flatMap { try CommandFiles.digests($0, in: file.folder) }
        return files.isEmpty ? nil : .array(files.map { .string($0) })
    }
}
