import CreditEngine

extension Suite {
    /// A wrong value is said early, quoted by others, and first looks wrong turns later.
    public static let rootEcho = Suite(
        name: "root-echo",
        summary: "one early wrong value is quoted later by another agent, where the control figure fails; breaks "
            + "methods that blame the place where an error surfaces",
        sizes: .single,
        plant: { plantRootEcho($0) },
        traps: { shape, random in
            var traps = WorksheetGenerator.Traps()
            let stale = shape.members == 5 || (shape.members == 3 && random.unit("trap") < 0.5)
            let step: Int
            if stale {
                step = random.integer("trap step", in: 1..<(shape.steps - 1))
                traps.staleStep = step
            } else {
                step = random.integer("trap step", in: 2..<(shape.steps - 1))
                traps.hardStep = step
            }
            traps.controlStep = random.integer("control step", in: (step + 2)..<(shape.steps + 1))
            return traps
        })

    /// The teams of `root-echo`: three with one solver, four with a hurried calculator, five with a hurried researcher.
    static func plantRootEcho(_ shape: TeamShape) -> Planting {
        let cast = Cast(language: shape.language)
        switch shape.members {
        case 4:
            let culprit = cast.calculator(.hurried)
            return .shared(
                shape, [cast.researcher(.plain), culprit, cast.critic(.plain), cast.coordinator()],
                culprits: [.role(culprit.name)], edit: .care(for: culprit, of: cast.result, cast))
        case 5:
            let culprit = cast.researcher(.hurried)
            return .shared(
                shape,
                [cast.planner(), culprit, cast.calculator(.plain), cast.critic(.plain), cast.coordinator()],
                culprits: [.role(culprit.name)], edit: .care(for: culprit, of: cast.fact, cast))
        default:
            let culprit = cast.solver(.hurried)
            return .shared(
                shape, [culprit, cast.critic(.plain), cast.coordinator()], culprits: [.role(culprit.name)],
                edit: .care(for: culprit, of: cast.result, cast))
        }
    }
}
