import CreditEngine

extension Suite {
    /// A sound team: what fails, fails from outside.
    public static let healthy = Suite(
        name: "healthy",
        summary: "nobody errs; half of the problems leave out a fact or carry a wrong reference, so nothing may be "
            + "named and nothing accepted",
        sizes: .outsideOnly,
        plant: { shape in
            let cast = Cast(language: shape.language)
            let core = [cast.calculator(.careful), cast.critic(.careful), cast.coordinator()]
            switch shape.members {
            case 4: return .shared(shape, [cast.researcher(.careful)] + core)
            case 5: return .shared(shape, [cast.planner(), cast.researcher(.careful)] + core)
            default:
                return .shared(shape, [cast.solver(.careful), cast.critic(.careful), cast.coordinator()])
            }
        },
        traps: { shape, random in
            var traps = WorksheetGenerator.Traps()
            traps.hardStep = random.integer("trap step", in: 2..<(shape.steps - 1))
            traps.controlStep = shape.steps
            return traps
        })
}
