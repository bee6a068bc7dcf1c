import CreditEngine

@testable import PlantedFaults

/// How many of the first problems a team solves, each sampled once.
func successes(
    _ suite: Suite, _ shape: TeamShape, problems: Range<UInt64>, edited: Bool = false, coupling: Double = 1
) async throws -> Int {
    let planting = suite.planting(shape)
    let team = edited ? planting.edit.map { $0.applied(to: planting.team) } ?? planting.team : planting.team
    let runner = suite.runner(team, coupling: coupling, recordsInput: false)
    var solved = 0
    for number in problems {
        let plan = RunPlan(
            id: "r", problem: suite.problem(number, shape: shape), seeding: Seeding(replay: number))
        if try await runner.run(plan).outcome?.success == true { solved += 1 }
    }
    return solved
}

/// Whether a count is within four standard errors of a rate; deterministic for fixed seeds.
func agrees(_ count: Int, of n: Int, with rate: Double) -> Bool {
    abs(Double(count) - rate * Double(n)) <= 4 * (Double(n) * rate * (1 - rate)).squareRoot()
}
