import CreditEngine

extension Suite {
    /// Eight members and an aggregation prompt, nine blocks, of which one is at fault.
    ///
    /// Not among `all`: it asks how repair scales with blocks, and locates nothing new. Shapes other than 8 members have
    /// no meaning for it; only steps, closing turns and language are taken from the shape.
    public static let crowd = Suite(
        name: "crowd",
        summary: "one of nine prompts is at fault; asks whether choosing the block pays",
        sizes: .single,
        plant: { shape in
            let cast = Cast(language: shape.language)
            let culprit = cast.solver(.hurried)
            let members =
                [cast.planner(), culprit, cast.critic(.plain)]
                + (1...4).map { cast.bystander($0) } + [cast.coordinator()]
            let aggregation = AggregationProtocol(
                turns: shape.turns, order: members.map(\.name), visibility: .shared,
                aggregator: members.last?.name, prompt: cast.minutes)
            return Planting(
                team: Team(members: members, aggregation: aggregation),
                culprits: [.role(culprit.name)], edit: .care(for: culprit, of: cast.result, cast))
        },
        traps: hardTrap)
}

extension Cast {
    /// One of several members who talk about the work and touch no figure.
    func bystander(_ number: Int) -> Team.Member {
        guard language.hasEnglishPrompts else {
            return Team.Member(name: "応援\(number)", role: "励ます", prompt: "あなたは応援\(number)です。皆を励ましてください。")
        }
        return Team.Member(
            name: "host-\(number)", role: "keeps people going",
            prompt: "You are host number \(number). Keep the mood up and comment on how the work is going. "
                + "Leave the figures to the others.")
    }

    /// An aggregation prompt without a rule of care.
    var minutes: String {
        language.hasEnglishPrompts ? "Write one line of minutes for this turn." : "この回の議事を一行で書いてください。"
    }
}
