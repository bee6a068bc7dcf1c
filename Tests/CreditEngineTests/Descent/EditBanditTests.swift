import Synchronization
import Testing

@testable import CreditEngine

@Suite struct EditBanditTests {
    /// Runs whose outcome hangs on the prompts and the number of the run.
    private final class Scripted: Runner {
        let outcome: @Sendable (_ prompt: String, _ number: Int) -> Bool?
        let made = Mutex(0)

        init(_ outcome: @escaping @Sendable (String, Int) -> Bool?) { self.outcome = outcome }

        func run(_ plan: RunPlan, as team: Team) async throws -> Trace {
            let number = made.withLock { count in
                count += 1
                return count
            }
            return Trace(
                id: plan.id, problem: plan.problem, team: team, agents: [Agent(name: "solver")],
                messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "x")],
                outcome: outcome(team.members[0].prompt ?? "", number).map { Outcome(success: $0) },
                seed: plan.seeding.replay)
        }
    }

    private func resources(_ runner: Scripted) async throws -> StrategyResources {
        let descent = try Descent(
            .current, optimise: Problem.numbered(0..<20), validate: Problem.numbered(20..<40),
            ledger: RolloutLedger(runner), critic: nil,
            settings: DescentSettings(method: .reinforce, budget: 2_000, finalRuns: 0))
        return try await StrategyResources(descent) { _ in }
    }

    /// What a removed edit won must not stay in the baseline, or the others would be punished for it.
    @Test func aRemovedEditLeavesTheBaseline() async throws {
        var resources = try await resources(Scripted { prompt, number in number <= 300 ? prompt != "Toss." : false })
        var bandit = EditBandit()
        for _ in 0..<3 {
            guard case .candidate(let candidate) = try await bandit.propose(&resources) else { return }
            bandit.learn(candidate, wasAccepted: false, resources)
        }
        let means = bandit.means.compactMap { $0 }
        #expect(try bandit.baseline >= #require(means.min()) - 1e-9)
        #expect(try bandit.baseline <= #require(means.max()) + 1e-9)
    }

    /// Nothing is known of no edit when its runs come to no outcome; that is no failure of it.
    @Test func runsOfNoEditWithoutOutcomeAreLeftOut() async throws {
        var resources = try await resources(Scripted { prompt, _ in prompt == "Toss." ? nil : true })
        var bandit = EditBandit()
        _ = try await bandit.propose(&resources)
        #expect(bandit.means[0] == nil && bandit.means.contains(1) && bandit.baseline == 1)
    }
}
