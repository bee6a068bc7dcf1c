package import CreditEngine
import Yams

/// The files with which recorded runs of a team become replayable, as far as the recordings tell: agents, prompts, models,
/// order of speakers, problems.
package struct TeamDraft: Sendable {
    /// What is to be written.
    package private(set) var files = DraftFiles()
    /// What the recordings do not tell, a sentence each, with where to write it.
    package private(set) var missing: [String] = []
    /// Whether prompts are among that.
    package private(set) var lacksPrompts = false
    /// The agents, in order of first appearance.
    package let agents: [String]

    private let runs: [Trace]

    /// Drafts a team from its runs; throws `DraftError.nobody` when no model speaks in them.
    ///
    /// - Parameters:
    ///   - runs: runs of one team, the ones that count for more first.
    ///   - name: the team's name.
    package init(of runs: [Trace], name: String) throws {
        self.runs = runs
        var seen: Set<String> = []
        agents = runs.flatMap(\.agents).filter { $0.kind == .model && seen.insert($0.name).inserted }.map(\.name)
        guard !agents.isEmpty else { throw DraftError.nobody }
        try write(name: name)
    }

    private mutating func write(name: String) throws {
        let models = modelNames
        var members: [Node] = []
        for agent in agents {
            let path = files.addPrompt(prompt(of: agent), of: agent)
            var fields: [(Node, Node)] = [("name", YAMLText.node(agent)), ("prompt", YAMLText.node(path))]
            if let model = model(of: agent), let at = models.firstIndex(of: model), at > 0 {
                fields.append(("model", Node("model-\(at + 1)")))
            }
            members.append(.mapping(Node.Mapping(fields)))
        }
        let turns = runs.compactMap { $0.messages.last?.turn }.max() ?? 1
        let order: [(Node, Node)] = [
            ("turns", Node("\(turns)", Tag(.int))), ("order", YAMLText.node(speakers)),
            ("aggregator", YAMLText.node(lastSpeaker)),
        ]
        let problems = problems
        let fields: [(Node, Node)] = [
            ("name", YAMLText.node(name)), ("agents", .sequence(Node.Sequence(members))),
            ("protocol", .mapping(Node.Mapping(order))), ("models", .mapping(Node.Mapping(entries(of: models)))),
            ("problems", "problems.jsonl"), ("evaluator", try Node(["kind": evaluator(of: problems)])),
        ]
        let text = try Yams.serialize(node: .mapping(Node.Mapping(fields)), allowUnicode: true, sortKeys: false)
        files.add("team.yaml", text)
        files.add("problems.jsonl", try problems.map { try $0.text() + "\n" }.joined())
        missing.append(
            "who reads what: every agent is taken to read all that was said; write 'visibility: aggregated' under protocol "
                + "when only the last speaker's words are carried on")
    }

    // MARK: Prompts

    /// The prompt that the newest run with one records.
    private mutating func prompt(of agent: String) -> String {
        var found: [String] = []
        for run in runs {
            let recorded = run.team?.members.first { $0.name == agent }?.prompt ?? seen(by: agent, in: run)
            if let recorded, !recorded.isEmpty, !found.contains(recorded) { found.append(recorded) }
        }
        if found.count > 1 {
            missing.append("\(agent) had \(found.count) prompts in these runs; the first one is taken, see prompts/")
        }
        if let first = found.first { return first }
        lacksPrompts = true
        missing.append("the prompt of \(agent) is not recorded: write it into its file in prompts/")
        return "(the recordings do not have this agent's prompt; write it here)\n"
    }

    private func seen(by agent: String, in run: Trace) -> String? {
        run.messages.lazy.filter { run.agents[$0.agent].name == agent }
            .compactMap { $0.input?.first { $0.role == "system" || $0.role == "developer" }?.content }.first
    }

    // MARK: Models

    /// The models' names, the most used first; empty when no run names any.
    private var modelNames: [String] { Self.byFrequency(runs.flatMap(\.messages).compactMap(\.model)) }

    private func model(of agent: String) -> String? {
        Self.byFrequency(
            runs.flatMap { run in
                run.messages.filter { run.agents[$0.agent].name == agent }.compactMap(\.model)
            }
        ).first
    }

    /// Names without repetition, the most frequent first; of equally frequent ones the first in the alphabet.
    private static func byFrequency(_ names: [String]) -> [String] {
        Dictionary(grouping: names) { $0 }.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.key)
    }

    /// Models' sections; addresses are those that everybody knows, never a recording's.
    private mutating func entries(of models: [String]) -> [(Node, Node)] {
        guard !models.isEmpty else {
            missing.append("the models are not recorded: 'default' under models is a local server to be named")
            return [("default", Self.section("openai", "http://127.0.0.1:8080/v1", "NAME", key: nil))]
        }
        return models.enumerated().map { index, model in
            let key = Node(index == 0 ? "default" : "model-\(index + 1)")
            if model.lowercased().contains("claude") {
                return (key, Self.section("anthropic", "https://api.anthropic.com", model, key: "ANTHROPIC_API_KEY"))
            }
            if ["gpt", "o1", "o3", "o4", "chatgpt"].contains(where: { model.lowercased().hasPrefix($0) }) {
                return (key, Self.section("openai", "https://api.openai.com/v1", model, key: "OPENAI_API_KEY"))
            }
            missing.append("where \(model) is served is not recorded: set its base_url and key_env under models")
            return (key, Self.section("openai", "http://127.0.0.1:8080/v1", model, key: nil))
        }
    }

    private static func section(_ provider: String, _ address: String, _ model: String, key: String?) -> Node {
        var fields: [(Node, Node)] = [
            ("provider", Node(provider)), ("base_url", Node(address)), ("model", YAMLText.node(model)),
        ]
        if let key { fields.append(("key_env", Node(key))) }
        return .mapping(Node.Mapping(fields))
    }

    // MARK: Who speaks when

    /// The agents by the place at which they first speak in a turn, over all turns; those who never speak come last.
    private var speakers: [String] {
        var places: [String: (sum: Int, turns: Int)] = [:]
        for run in runs {
            for messages in Dictionary(grouping: run.messages, by: \.turn).values {
                var told: [String] = []
                for message in messages.sorted(by: { $0.ordinal < $1.ordinal }) {
                    let name = run.agents[message.agent].name
                    if !told.contains(name) { told.append(name) }
                }
                for (place, name) in told.enumerated() {
                    places[name, default: (0, 0)].sum += place
                    places[name, default: (0, 0)].turns += 1
                }
            }
        }
        let mean = { (name: String) in places[name].map { Double($0.sum) / Double($0.turns) } ?? .infinity }
        return agents.enumerated().sorted { (mean($0.element), $0.offset) < (mean($1.element), $1.offset) }
            .map(\.element)
    }

    /// Whose message ends most runs.
    private var lastSpeaker: String {
        let last = runs.compactMap { run in
            run.messages.last { run.agents[$0.agent].kind == .model }.map { run.agents[$0.agent].name }
        }
        return Self.byFrequency(last).first ?? agents[0]
    }

    // MARK: Problems

    private var problems: [CanonicalJSON] {
        mutating get {
            var seen: Set<String> = []
            var list: [CanonicalJSON] = []
            var open = 0
            for problem in runs.compactMap(\.problem) {
                guard let input = problem.input, seen.insert(input).inserted else { continue }
                let id = CanonicalJSON.string(problem.id ?? "p-\(list.count + 1)")
                if problem.reference == nil { open += 1 }
                list.append(
                    .object(present: [
                        "id": id, "input": .string(input), "reference": problem.reference.map { .string($0) },
                    ]))
            }
            if list.isEmpty { missing.append("no problem is recorded: write some into problems.jsonl") }
            if open > 0 {
                missing.append(
                    "\(Numeral.count(open, "problem")) of \(list.count) without a reference answer: add \"reference\" in problems.jsonl"
                )
            }
            return list
        }
    }

    /// How references are compared: numbers as numbers.
    private func evaluator(of problems: [CanonicalJSON]) -> String {
        let references = problems.compactMap { $0["reference"]?.string }
        guard !references.isEmpty else { return "numeric" }
        return references.allSatisfy { Double($0.replacing(",", with: "")) != nil } ? "numeric" : "contains"
    }
}
