import CreditEngine

extension Suite {
    /// Two agents must both err.
    public static let and = Suite(
        name: "and",
        summary: "a slip costs the outcome only when the critic overlooks it; breaks methods that look for one culprit",
        sizes: .both,
        plant: { shape in
            var planting = plantSolving(shape, critic: .glancing)
            let critic = Cast(language: shape.language).critic(.glancing)
            planting.culprits.append(.role(critic.name))
            return planting
        },
        traps: hardTrap)

    /// Either of two agents is enough.
    public static let or = Suite(
        name: "or",
        summary: "a misread fact and a slip each cost the outcome; leave-one-out shows 0 for both when both happened",
        sizes: .either,
        plant: { shape in
            let cast = Cast(language: shape.language)
            let (reader, culprit) = (cast.researcher(.hurried), cast.calculator(.hurried))
            var members = [reader, culprit, cast.coordinator()]
            if shape.members > 3 { members.insert(cast.critic(.plain), at: 2) }
            if shape.members > 4 { members.insert(cast.planner(), at: 0) }
            return .shared(
                shape, members, culprits: [.role(reader.name), .role(culprit.name)],
                edit: .care(for: culprit, of: cast.result, cast))
        },
        traps: { shape, random in
            var traps = hardTrap(shape, random)
            let hard = traps.hardStep ?? 2
            traps.staleStep = random.integer("stale step", in: (hard + 1)..<(shape.steps + 1))
            return traps
        })

    /// A team whose solver, or calculator, is hurried.
    static func plantSolving(_ shape: TeamShape, critic: Cast.Care) -> Planting {
        let cast = Cast(language: shape.language)
        let culprit = shape.members == 3 ? cast.solver(.hurried) : cast.calculator(.hurried)
        var members = [culprit, cast.critic(critic), cast.coordinator()]
        if shape.members > 3 { members.insert(cast.researcher(.plain), at: 0) }
        if shape.members > 4 { members.insert(cast.planner(), at: 0) }
        return .shared(
            shape, members, culprits: [.role(culprit.name)], edit: .care(for: culprit, of: cast.result, cast))
    }

    /// A remainder early on, and a control figure at the end.
    static let hardTrap: @Sendable (TeamShape, KeyedRandom) -> WorksheetGenerator.Traps = { shape, random in
        var traps = WorksheetGenerator.Traps()
        traps.hardStep = random.integer("trap step", in: 2..<(shape.steps - 1))
        traps.controlStep = shape.steps
        return traps
    }
}
