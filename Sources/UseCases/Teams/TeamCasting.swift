import CreditEngine
import LanguageModels
import PlantedFaults

/// Who speaks in the place of whom: the prompts of a recorded run with the models of a team file.
///
/// What a run recorded stays in force in its replays; only what it leaves out comes from the file.
struct TeamCasting {
    /// The team that speaks.
    private(set) var team: Team
    /// Sentences on what comes from where; empty when all is the file's.
    private(set) var notes: [String] = []

    /// Casts a run's team, or the file's own for new runs.
    init(_ file: TeamFile, for trace: Trace?) {
        team = file.team
        guard let trace else { return }
        guard let recorded = trace.team, !recorded.members.isEmpty else {
            notes = ["\(trace.id) does not carry its team, so prompts and protocol come from \(file.path)"]
            return
        }
        team = recorded
        var filled: [String] = []
        for index in team.members.indices {
            let own = file.team.members.first { $0.name == team.members[index].name }
            if team.members[index].prompt == nil, let prompt = own?.prompt {
                team.members[index].prompt = prompt
                filled.append(team.members[index].name)
            }
            if let own {
                team.members[index].model = own.model
            } else if let name = team.members[index].model, file.models[name] == nil {
                team.members[index].model = nil
            }
        }
        notes = ["prompts as \(trace.id) recorded them; models, evaluator and limits from \(file.path)"]
        if !filled.isEmpty {
            notes.append(
                "\(trace.id) lacks prompts of \(filled.joined(separator: ", ")): those of \(file.path) are used")
        }
        if team.aggregation == nil {
            team.aggregation = file.team.aggregation
            notes.append("\(trace.id) does not say who speaks when: the protocol of \(file.path) is used")
        }
    }

    /// The models that the members speak with, each once, in the order of the team; throws `TeamError`.
    ///
    /// A person's own system brings models that the file does not know.
    func speaking(of file: TeamFile) throws -> [ModelConfiguration] {
        var found: [ModelConfiguration] = []
        for member in team.members {
            let name = member.model ?? "default"
            guard let model = file.models[name] else {
                if file.runner != nil { continue }
                throw TeamError.unusable(
                    "\(file.path): '\(member.name)' has no model there; add the agent, or a model called \(name)")
            }
            if !found.contains(model) { found.append(model) }
        }
        return found
    }
}

extension ModelConfiguration {
    /// What tells this model from others, whatever the team file calls it: the kind of provider, its address with the path,
    /// and the model's name there; `nil` for recorded answers, of which nobody knows who gave them.
    var origin: [String]? {
        switch provider {
        case .endpoint(let wire, let endpoint): [wire.name, endpoint.url, endpoint.model]
        case .command(let command): ["command"] + command
        case .simulated(let suite, _): ["simulated", suite ?? ""]
        case .recorded: nil
        }
    }

    /// Whether no real model is called.
    package var isSimulated: Bool { if case .simulated = provider { true } else { false } }

    /// What a heading calls it.
    var shownName: String {
        switch provider {
        case .endpoint(_, let endpoint): "\(endpoint.model) at \(endpoint.url)"
        case .command: "\(name) (a program)"
        case .simulated(let suite, _): TeamSource.simulated + (suite ?? "root-echo")
        case .recorded(let path): "recorded answers of \(path)"
        }
    }
}

extension TeamFile {
    /// The suite that its problems come from.
    var problemSuite: String? {
        if case .suite(let suite, _) = problemSource { suite.name } else { nil }
    }
}
