import ChildPrograms
package import CreditEngine
import LanguageModels
import TraceFiles

/// A team as its author describes it: prompts, protocol, models, problems, and how runs are judged and paid.
///
/// Only this file and command line options may name URLs, programs and key variables; a trace never does.
package struct TeamFile: Sendable, Equatable {
    /// The file.
    package var path: String
    /// The team with its prompts.
    package var team: Team
    /// The agents' names by those under which recordings have them.
    package var recordedNames: [String: String]
    /// Its models by name; without any, everybody speaks with a simulated one called `default`.
    package var models: [String: ModelConfiguration]
    /// Where its problems are; `nil` when nobody says.
    var problemSource: ProblemSource?
    /// How much of the problems goes where.
    var fractions = ProblemSplit.Fractions()
    /// The seed of the split.
    var splitSeed: UInt64 = 0
    /// How outcomes are judged; `nil` leaves them unknown.
    package var evaluator: EvaluatorConfiguration?
    /// Where states come from; `nil` leaves the choice to the command.
    package var state: StateConfiguration?
    /// The program that re-runs the user's own system, by argument vector.
    package var runner: [String]?
    /// The program that `runner` records and replays as it is; `nil` when the runner speaks the runners' lines itself.
    package var program: ProgramSection?
    /// Seconds that one of its runs may take.
    var runnerSeconds = ProgramRunner.patience
    /// Requests that one process of a runner of the person's own may hold at once.
    var runnerConcurrency = 1
    /// What tells this version of such a runner from others, in the place of its files' content.
    var runnerVersion: String?
    /// The folder of the file, free of links, in which its programs run.
    package var folder: String
    /// The variables of the environment that its programs get beside the usual ones.
    var variables: [String] = []
    /// The most that may be spent.
    var limits = BudgetLimits()
    /// How queued turns are asked for once more; `nil` leaves that to a policy file.
    var reprompt: RepromptPolicy?

    private static let keys = [
        "name", "agents", "protocol", "models", "problems", "split", "evaluator", "state", "runner", "budget",
        "env", "reprompt",
    ]

    /// Reads a team file and the prompts that it names; throws `TeamFileError`.
    ///
    /// - Parameter problems: a problems file that takes the place of the named one; it may lie anywhere.
    package init(path: String, problems: String? = nil) throws {
        let text = try TeamFolder.text(of: path, limit: TeamFolder.teamLimit)
        let folder = try TeamFolder(of: path)
        guard let root = try TeamNode(yaml: text, path: path) else {
            throw TeamFileError.notYAML(path: path, line: nil, reason: "the file is empty")
        }
        let fields = try root.fields(Self.keys)
        self.path = path
        self.folder = folder.path
        team = try TeamSection.team(fields, folder: folder)
        recordedNames = try TeamSection.recordedNames(fields)
        models = try Self.models(fields["models"], folder: folder)
        // A person's own system brings its own models.
        try Self.requireModels(of: fields.required("agents"), in: models, andDefault: fields["runner"] == nil)
        problemSource =
            try problems.map { .file($0) } ?? fields["problems"].map { try ProblemSource($0, folder: folder) }
        if let split = fields["split"] { (fractions, splitSeed) = try JudgingSection.split(split) }
        evaluator = try fields["evaluator"].map { try JudgingSection.evaluator($0, models: models) }
        state = try fields["state"].map { try JudgingSection.state($0) }
        if let node = fields["runner"] {
            let fields = try node.fields(
                ["command", "program", "seconds", "version", "concurrency"] + ProgramSection.ownKeys)
            if let given = fields["program"] {
                if let command = fields["command"] { throw command.wrong("and 'program' exclude each other; keep one") }
                if let other = fields["concurrency"] { throw other.wrong("is of 'command' only; remove it") }
                program = try ProgramSection(given, fields)
            } else if let other = ProgramSection.ownKeys.lazy.compactMap({ fields[$0] }).first {
                throw other.wrong("is of 'program' only; remove it")
            }
            runner = try program?.command ?? fields.required("command").texts()
            runnerSeconds = try fields["seconds"]?.whole(1...86_400) ?? ProgramRunner.patience
            runnerConcurrency = try fields["concurrency"]?.whole(1...1_000) ?? 1
            runnerVersion = try fields["version"]?.text()
        }
        variables = try fields["env"].map { try EndpointSection.variables($0) } ?? []
        reprompt = try fields["reprompt"].map { try RepromptPolicy($0) }
        if let budget = fields["budget"] { limits = try JudgingSection.limits(budget) }
    }

    /// The problems in the order of their file; throws `TeamFileError` or `TraceFileError`.
    package func problems() throws -> [Problem] {
        switch problemSource {
        case .file(let path): return try SideFiles.problems(path)
        case .suite(let suite, let count): return ProblemSet.problems(of: suite, count: count, for: team)
        case nil:
            throw TeamFileError.wrong(
                path: path, line: nil, key: "problems",
                reason: "is missing; name a JSON Lines file there or with --problems")
        }
    }

    /// Where its programs run, and what they learn of the environment.
    var place: ProgramPlace { ProgramPlace(folder: folder, variables: variables) }

    /// Which problems optimise, validate and test.
    package func split(of problems: [Problem]) -> ProblemSplit {
        ProblemSplit(problems: problems.compactMap(\.id), fractions: fractions, seed: splitSeed)
    }

    private static func models(_ node: TeamNode?, folder: TeamFolder) throws -> [String: ModelConfiguration] {
        let simulated = ModelConfiguration(
            name: "default", provider: .simulated(suite: nil, coupling: 1), sampling: SamplingParameters(), price: nil)
        guard let node else { return ["default": simulated] }
        var models: [String: ModelConfiguration] = [:]
        for (name, value) in try node.members() {
            models[name] = try ModelSection.model(name, value, folder: folder)
        }
        guard !models.isEmpty else { throw node.wrong("must not be empty; leave it out to use the simulated model") }
        return models
    }

    /// Every agent must have a model; agents that name none need `default`.
    private static func requireModels(
        of agents: TeamNode, in models: [String: ModelConfiguration], andDefault needsDefault: Bool
    ) throws {
        for agent in try agents.elements() {
            let named = try agent.members().first { $0.name == "model" }?.value
            guard named != nil || needsDefault, models[try named?.text() ?? "default"] == nil else { continue }
            let known = models.keys.sorted().joined(separator: ", ")
            if let named { throw named.wrong("is not one of the file's models (\(known)); add it to 'models'") }
            throw agent.wrong("names no model and there is no 'default'; add 'model' (\(known)) or a default model")
        }
    }
}
