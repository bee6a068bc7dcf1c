public import CreditEngine

/// One kind of planted fault: teams, problems, effect sizes, and what is known to be wrong.
public struct Suite: Sendable {
    /// The name (`root-echo`).
    public let name: String
    /// One sentence on what is planted and which naive method it breaks.
    public let summary: String
    /// How often roles err, and the success rates that follow.
    public let sizes: EffectSizes

    let plant: @Sendable (TeamShape) -> Planting
    let traps: @Sendable (TeamShape, KeyedRandom) -> WorksheetGenerator.Traps

    /// All suites, in the order in which they are reported.
    public static let all: [Suite] = [
        .rootEcho, .and, .or, .delayed, .lossyAggregator, .chatterbox, .healthy,
    ]

    /// The suite of a name.
    public static func named(_ name: String) -> Suite? { numbered.first { $0.name == name } }

    /// The team of a shape, with its culprit and its known good edit; it has this suite's name for it.
    public func planting(_ shape: TeamShape = .cells15) -> Planting {
        var planting = plant(shape)
        planting.team.name = teamName(members: planting.team.members.count, shape.language)
        return planting
    }

    /// The simulated model that speaks for this suite's teams.
    ///
    /// - Parameter coupling: ρ, the share of calls whose randomness the seed fixes.
    public func model(coupling: Double = 1) -> SimulatedModel {
        SimulatedModel(suite: name, sizes: sizes, coupling: coupling)
    }

    /// A problem; equal numbers give equal problems.
    ///
    /// Some problems of a suite with `sizes.outside` above 0 leave out a fact or carry a wrong reference.
    public func problem(_ number: UInt64, shape: TeamShape = .cells15) -> Problem {
        let random = KeyedRandom(RandomKey(problem: "problem \(number)", replay: 0, what: name))
        var traps = traps(shape, random)
        let outside = random.unit("outside") < sizes.outside
        let unanswerable = outside && random.unit("outside kind") < 0.5
        if unanswerable { traps.missingStep = random.integer("missing", in: 1..<shape.steps) }
        let generator = WorksheetGenerator(
            language: shape.language, steps: shape.steps, traps: traps, random: random)
        let sheet = generator.worksheet()
        var reference = sheet.full.solution
        if outside, !unanswerable { reference = reference.map { $0 + random.integer("clerk", in: 3..<40) } }
        return Problem(id: identifier(number, shape), input: sheet.asked.text, reference: reference.map { "\($0)" })
    }

    /// A problem's identifier; it says nothing about the suite, and no two shapes share one.
    private func identifier(_ number: UInt64, _ shape: TeamShape) -> String {
        let place = "\(number) \(shape.members) \(shape.steps) \(shape.language.rawValue)"
        let code = String(RandomKey(problem: place, replay: 0, what: name).hash64 % 60_466_176, radix: 36)
        return "p-" + String(repeating: "0", count: 5 - code.count) + code
    }

    /// The simulated model of a name such as `simulated/root-echo`, as traces record it; `nil` when there is none.
    public static func model(named name: String, coupling: Double = 1) -> SimulatedModel? {
        guard name.hasPrefix(SimulatedModel.prefix) else { return nil }
        return named(String(name.dropFirst(SimulatedModel.prefix.count)))?.model(coupling: coupling)
    }

    /// A runner of this suite's team, edited or not.
    public func runner(_ team: Team, coupling: Double = 1, recordsInput: Bool = true) -> TeamRunner {
        TeamRunner(
            team: team, models: TeamModels(model(coupling: coupling)), evaluator: AnswerEvaluator.numeric(),
            recordsInput: recordsInput)
    }
}
