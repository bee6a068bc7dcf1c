import CreditEngine
import Yams

/// Writes the team file of an export, so that the set can be run again as a team.
///
/// What a team is made of comes from the approved set; how it is run (models, evaluator, split, states, runner, budget,
/// variables of programs) only from the team file that it was exported with, or is simulated. Without either there is no
/// team file: nobody knows the models, and one that left them out would be run by a simulated one.
package enum ExportTeamFile {
    /// The file's name.
    package static let name = "team.yaml"

    /// How a team is run.
    package enum Origin {
        /// By a planted suite's simulated model.
        case simulated(suite: String)
        /// As a team file says.
        case file(TeamFile)
    }

    /// The sections of a team file that say how a team is run.
    private static let running = ["models", "split", "evaluator", "state", "runner", "budget", "env"]

    /// The file's text; throws what the YAML library throws, and `TeamFileError`.
    package static func text(_ set: FrozenSet, _ origin: Origin) throws -> String {
        let team = set.prompts.team
        let files = Dictionary(
            set.manifest.blocks.compactMap { entry in
                Block(name: entry.block).flatMap { block in entry.file.map { (block, $0) } }
            }
        ) { first, _ in first }
        var fields: [(Node, Node)] = [(word("name"), word(team.name ?? "team"))]
        fields.append((word("agents"), .sequence(Node.Sequence(team.members.map { agent($0, files, origin) }))))
        if let aggregation = team.aggregation {
            fields.append((word("protocol"), protocolNode(aggregation, files[.aggregation])))
        }
        switch origin {
        case .simulated(let suite):
            let speaker = mapping([("provider", word("simulated")), ("suite", word(suite))])
            fields.append((word("models"), mapping([("default", speaker)])))
            fields.append(
                (
                    word("problems"),
                    mapping([("suite", word(suite)), ("count", word("\(ProblemSet.simulatedCount)", .plain))])
                ))
            fields.append(
                (
                    word("split"),
                    mapping([
                        ("optimise", word("0.4", .plain)), ("validate", word("0.4", .plain)),
                        ("test", word("0.2", .plain)), ("seed", word("\(ProblemSet.simulatedSeed)", .plain)),
                    ])
                ))
            fields.append((word("evaluator"), mapping([("kind", word("numeric"))])))
        case .file(let file):
            let text = try TeamFolder.text(of: file.path, limit: TeamFolder.teamLimit)
            let whole = try TeamNode(yaml: text, path: file.path)?.node.mapping
            for name in running {
                if let node = whole?[name] { fields.append((word(name), node)) }
            }
            if case .suite = file.problemSource, let node = whole?["problems"] {
                fields.append((word("problems"), node))
            }
        }
        return try Yams.serialize(
            node: .mapping(Node.Mapping(fields)), allowUnicode: true, sortKeys: false)
    }

    /// What a person must see to when the set is run again, one sentence each.
    package static func notes(_ origin: Origin) -> [String] {
        guard case .file(let file) = origin else { return [] }
        var notes: [String] = []
        if case .file(let path) = file.problemSource {
            notes.append("the problems stay where they are: run the exported team with --problems \(path)")
        }
        if file.namesPrograms {
            notes.append(
                "team.yaml names programs, which are run in its own folder: copy them there or give full paths")
        }
        return notes
    }

    private static func agent(_ member: Team.Member, _ files: [Block: String], _ origin: Origin) -> Node {
        var fields: [(String, Node)] = [("name", word(member.name))]
        if let role = member.role { fields.append(("role", word(role))) }
        if let file = files[.role(member.name)] { fields.append(("prompt", word(file))) }
        if let model = member.model, case .file = origin { fields.append(("model", word(model))) }
        return mapping(fields)
    }

    private static func protocolNode(_ aggregation: AggregationProtocol, _ prompt: String?) -> Node {
        var fields: [(String, Node)] = [
            ("turns", word("\(aggregation.turns)", .plain)),
            ("order", .sequence(Node.Sequence(aggregation.order.map { word($0) }))),
            ("visibility", word(aggregation.visibility.rawValue)),
        ]
        if let aggregator = aggregation.aggregator { fields.append(("aggregator", word(aggregator))) }
        if let prompt { fields.append(("prompt", word(prompt))) }
        return mapping(fields)
    }

    private static func mapping(_ fields: [(String, Node)]) -> Node {
        .mapping(Node.Mapping(fields.map { (word($0.0, .any), $0.1) }))
    }

    /// A text; quoted, so that a name like `yes` or `12` stays one.
    private static func word(_ text: String, _ style: Node.Scalar.Style = .any) -> Node {
        let plain =
            style == .plain || (text.utf8.allSatisfy { $0 | 32 >= 97 && $0 | 32 <= 122 || $0 == 45 } && !text.isEmpty)
        let reserved = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(text.lowercased())
        return .scalar(Node.Scalar(text, Tag(.str), plain && !reserved ? .plain : .doubleQuoted))
    }
}

extension TeamFile {
    /// Whether it starts programs of its author's.
    fileprivate var namesPrograms: Bool {
        if runner != nil { return true }
        if case .command = evaluator { return true }
        if case .command = state { return true }
        return models.values.contains { if case .command = $0.provider { true } else { false } }
    }
}
