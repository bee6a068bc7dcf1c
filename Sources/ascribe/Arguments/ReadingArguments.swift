public import ArgumentParser
public import CreditEngine
import Foundation
import TraceFiles
import UseCases

/// The options that every command which reads traces takes.
struct ReadingArguments: ParsableArguments {
    @Option(help: "The field that names the speaker, where files have a name of their own for it.")
    var agentField: String?

    @Option(help: "How messages get their turns: field, round, speaker or order (default: the first that fits).")
    var turnRule: TurnRule?

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp(
            "Which field plays a part (agent, text, turn, time, run or messages): a name, or a path as content.parts[].text.",
            valueName: "part=field"))
    var mappings: [String] = []

    @Option(
        name: .customLong("score"),
        help: ArgumentHelp(
            "The score in the files that says whether a run was right; !NAME when low is good (default: names such as correctness).",
            valueName: "name"))
    var scoreName: String?

    @Flag(help: "Keep traces apart that belong together by links between spans, or by one conversation.")
    var noJoin = false

    @Option(
        help: "JSON Lines with \"trace\" and \"success\" or \"score\", for files without outcomes.",
        completion: Completions.files)
    var outcomes: String?

    @Option(
        help: "A folder of role prompts named AGENT.md or AGENT.txt, for files without prompts.", completion: .directory
    )
    var prompts: String?

    @Option(
        name: .customLong("kind"),
        help: ArgumentHelp(
            "What an agent is, where the files do not say or say otherwise: model, tool or human. Only models are suspects.",
            valueName: "agent=kind"))
    var kinds: [String] = []

    /// The options for the readers; throws when a side file cannot be read or a mapping names no part.
    func options() throws -> ReadingOptions {
        var options = ReadingOptions()
        options.turnRule = turnRule
        options.joinsTraces = !noJoin
        for mapping in mappings {
            let parts = mapping.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, options.mapping.set(parts[0], to: parts[1]) else {
                let known = ReadingOptions.FieldMapping.parts.joined(separator: ", ")
                throw ValidationError("--map \(mapping): write PART=FIELD, where PART is one of \(known).")
            }
        }
        for kind in kinds {
            guard let cut = kind.lastIndex(of: "="),
                let known = Agent.Kind(rawValue: String(kind[kind.index(after: cut)...]))
            else { throw ValidationError("--kind \(kind): write AGENT=KIND, where KIND is model, tool or human.") }
            options.kinds[String(kind[..<cut])] = known
        }
        if let agentField { options.mapping.agent = agentField }
        if let scoreName { options.score = ScoreChoice(scoreName) }
        if let outcomes { options.outcomes = try SideFiles.outcomes(outcomes) }
        if let prompts { options.prompts = try SideFiles.prompts(prompts) }
        return options
    }

    /// The run called `id`; agents bear the names that the team file gives them.
    func trace(_ id: String, in paths: [String], team: String?) throws -> Trace {
        let catalogue = try catalogue(paths, team: team)
        try catalogue.index { _ in true }
        return try catalogue.makeReader().trace(catalogue.run(called: id))
    }

    /// The catalogue of the paths, not yet indexed; without a mapping of its own, by the one that `ascribe map` wrote down.
    func catalogue(
        _ paths: [String], team: String? = nil, mayGain: Bool = false, keepsIndexes: Bool = false
    ) throws -> Catalogue {
        var options = try options()
        if keepsIndexes { options.indexFolder = Places().indexes }
        options.agentNames = TeamSource.recordedNames(of: team)
        if options.mapping == ReadingOptions.FieldMapping(),
            let known = try MappingFile.mapping(of: paths, common: Places().mapping)
        {
            options.mapping = known
        }
        let catalogue = try Catalogue(paths: paths, options: options, mayGain: mayGain)
        for note in PassedOver.notes(catalogue) { Console.complain(note) }
        return catalogue
    }
}

extension TurnRule: ExpressibleByArgument {}
