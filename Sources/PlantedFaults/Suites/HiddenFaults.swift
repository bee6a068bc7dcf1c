import CreditEngine

extension Suite {
    /// The wrong value waits until the last step.
    public static let delayed = Suite(
        name: "delayed",
        summary: "the wrong value is said in turn 2 and used in the last step only; breaks methods that look at "
            + "neighbouring turns",
        sizes: .single,
        plant: { plantSolving($0, critic: .plain) },
        traps: { shape, _ in
            var traps = WorksheetGenerator.Traps()
            traps.hardStep = 2
            traps.entersAt = shape.steps
            traps.controlStep = shape.steps
            return traps
        })

    /// The summary carries a wrong value on.
    public static let lossyAggregator = Suite(
        name: "lossy-aggregator",
        summary: "everyone works soundly and the aggregator misquotes a value that only it carries on; breaks methods "
            + "that look at role prompts only",
        sizes: .summary,
        plant: { shape in
            let cast = Cast(language: shape.language)
            let base = PlantedSummary(language: shape.language)
            var members = [cast.solver(.plain), cast.critic(.plain), cast.coordinator()]
            if shape.members > 3 { members.insert(cast.planner(), at: 0) }
            if shape.members > 4 { members.insert(cast.chatterbox(), at: 3) }
            let aggregation = AggregationProtocol(
                turns: shape.turns, order: members.map(\.name), visibility: .aggregated,
                aggregator: members.last?.name, prompt: base.duty + base.hurried)
            return Planting(
                team: Team(members: members, aggregation: aggregation),
                culprits: [.aggregation],
                edit: PromptEdit(block: .aggregation, old: base.hurried, new: base.careful))
        },
        traps: hardTrap)

    /// Somebody talks most and matters not.
    public static let chatterbox = Suite(
        name: "chatterbox",
        summary: "the longest messages are about nothing and another agent slips; breaks methods that follow length",
        sizes: .single,
        plant: { shape in
            let cast = Cast(language: shape.language)
            let culprit = cast.solver(.hurried)
            var members = [culprit, cast.chatterbox(), cast.coordinator()]
            if shape.members > 3 { members.insert(cast.critic(.plain), at: 1) }
            if shape.members > 4 { members.insert(cast.planner(), at: 0) }
            return .shared(
                shape, members, culprits: [.role(culprit.name)],
                edit: .care(for: culprit, of: cast.result, cast))
        },
        traps: hardTrap)
}

/// The aggregation prompt of the lossy aggregator.
private struct PlantedSummary {
    let language: Language

    var duty: String {
        language.hasEnglishPrompts
            ? "Restate every value that is known so far; only your message is carried to the next turn. "
            : "分かっているすべての値を述べてください。次の回には、あなたの文だけが伝わります。"
    }
    var hurried: String {
        language.hasEnglishPrompts ? "Write it down quickly." : "すぐに書いてください。"
    }
    var careful: String {
        language.hasEnglishPrompts ? "Double-check each value against what was said in this turn." : "書く前に検算してください。"
    }
}
