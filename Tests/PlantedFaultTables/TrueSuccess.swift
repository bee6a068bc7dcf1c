import CreditEngine
import PlantedFaults

/// What planted teams really achieve under other prompts: the label that only `faults` reads.
///
/// Success rates over many problems that no repair sees, with the same seeds for all prompts, so that an edit without
/// effect has exactly the rate of the planted team.
actor TrueSuccess {
    /// Problems that a rate is taken over.
    static let problems = 400
    private static let first: UInt64 = 1_000_000_000
    private var rates: [String: Double] = [:]

    /// The success rate of a suite's team with some prompts.
    func rate(of prompts: PromptSet, in suite: Suite) async throws -> Double {
        // The identity has the team's name, which tells the language too.
        let shape = TeamShape(language: prompts.team.name.flatMap(Suite.language(ofTeamNamed:)) ?? .english)
        let key = "\(suite.name) \(shape.language) \(try prompts.identity())"
        if let known = rates[key] { return known }
        let runner = suite.runner(prompts.team, recordsInput: false)
        var successes = 0
        for number in 0..<UInt64(Self.problems) {
            let plan = RunPlan(
                id: "true", problem: suite.problem(Self.first &+ number, shape: shape), seeding: Seeding(replay: number)
            )
            if try await runner.run(plan).outcome?.success == true { successes += 1 }
        }
        let rate = Double(successes) / Double(Self.problems)
        rates[key] = rate
        return rate
    }
}
