import CreditEngine

extension Planting {
    /// A team in which everyone reads everything, in the order given; its last member aggregates.
    static func shared(
        _ shape: TeamShape, _ members: [Team.Member], culprits: [Block] = [],
        edit: PromptEdit? = nil
    ) -> Planting {
        let aggregation = AggregationProtocol(
            turns: shape.turns, order: members.map(\.name), visibility: .shared, aggregator: members.last?.name)
        return Planting(
            team: Team(members: members, aggregation: aggregation), culprits: culprits, edit: edit)
    }
}

extension PromptEdit {
    /// The hurried rule of a role gives way to the careful one.
    static func care(for member: Team.Member, of thing: String, _ cast: Cast) -> PromptEdit {
        PromptEdit(
            block: .role(member.name), old: cast.rule(.hurried, of: thing), new: cast.rule(.careful, of: thing))
    }
}

extension Cast {
    var result: String { language.hasEnglishPrompts ? "result" : "結果" }
    var fact: String { language.hasEnglishPrompts ? "fact" : "事実" }
}
