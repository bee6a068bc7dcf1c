import CreditEngine
import PlantedFaults
import Testing

/// Repairs of planted faults; the full figures are those of the Guide, these are few seeds of each suite.
@Suite struct RepairTests {
    /// The true success rate of a team, over problems that no repair sees.
    private func rate(_ prompts: PromptSet, _ suite: Suite) async throws -> Double {
        let runner = suite.runner(prompts.team, recordsInput: false)
        var successes = 0
        for number in 0..<40 as Range<UInt64> {
            let plan = RunPlan(
                id: "true", problem: suite.problem(1_000_000_000 + number), seeding: Seeding(replay: number))
            if try await runner.run(plan).outcome?.success == true { successes += 1 }
        }
        return Double(successes) / 40
    }

    @Test(arguments: [("root-echo", 0.5), ("delayed", 0), ("lossy-aggregator", 0.5), ("and", 0)])
    func theFixIsFoundAndNothingHarmfulAccepted(name: String, wrong: Double) async throws {
        let suite = try #require(Suite.named(name))
        let planted = PromptSet(suite.planting().team)
        let base = try await rate(planted, suite)
        var found = 0
        for seed in 1..<3 as Range<UInt64> {
            let report = try await Repair(suite: suite, wrong: wrong, seed: seed).run()
            for trial in report.accepted {
                let revised = planted.replacing(trial.proposal.block, by: trial.proposal.newText)
                let after = try await rate(revised, suite)
                #expect(after >= base)
                if after > base + 0.2 { found += 1 }
            }
            #expect(report.accepted.first.map { $0.decidedAt <= 260 } ?? true)
        }
        #expect(found >= 2, "\(found) accepted fixes in 2 repairs")
    }

    @Test(arguments: DescentSettings.Method.allCases)
    func nothingIsAcceptedInASoundTeam(method: DescentSettings.Method) async throws {
        let report = try await Repair(suite: .healthy, method: method, wrong: 0.5, budget: 80).run()
        #expect(report.accepted.isEmpty)
    }

    @Test func creditFindsTheBlockAmongNine() async throws {
        let planting = Suite.crowd.planting()
        #expect(PromptSet(planting.team).blocks.count == 9)
        let culprit = try #require(planting.culprits.first)
        // The critic could have caught the error; none of the others could mend a failure.
        for seed in 1...2 as ClosedRange<UInt64> {
            let report = try await Repair(suite: .crowd, seed: seed).run()
            #expect([culprit, .role("critic")].contains(report.trials.first?.proposal.block))
            #expect([culprit, .role("critic")].contains(report.accepted.first?.proposal.block))
            #expect(report.accepted.map(\.proposal.block).contains(culprit))
        }
    }

    @Test func withoutCoupledSeedsTheFixIsFoundToo() async throws {
        let report = try await Repair(coupling: 0, budget: 400, seed: 2).run()
        #expect(report.shares?.source == .measured)
        #expect(report.shares?.ranking.first?.block == Suite.rootEcho.planting().culprits.first)
        #expect(report.accepted.map(\.proposal.block).contains(.role("researcher")))
    }
}

/// What accepted edits of different blocks do together.
@Suite struct TogetherTests {
    @Test func editsOfTwoBlocksAreHeldAgainstEachOther() async throws {
        let report = try await Repair(budget: 300).run()
        let blocks = Set(report.accepted.map(\.proposal.block))
        #expect(blocks.count == 2)
        let together = try #require(report.together)
        #expect(Set(together.parts.map(\.block)) == blocks)
        #expect(together.parts.allSatisfy { $0.pairs.count == together.all.count && together.all.count >= 8 })
        #expect(try #require(together.all.effect) > 0.2)
        #expect(report.costs.rollouts <= 300 + 1e-9)
    }

    @Test func oneEditIsNotHeldAgainstAnything() async throws {
        let report = try await Repair(method: .none).run()
        #expect(report.together == nil)
    }

    @Test func whatMattersNoMoreIsOfferedForRemoval() {
        func part(_ differences: [(Double, Double)]) -> AcceptedTogether.Part {
            .init(block: .role("a"), pairs: PairedOutcomes(differences.map { .init(kept: $0.0, replaced: $0.1) }))
        }
        #expect(part([(Double, Double)](repeating: (1, 1), count: 20)).mayGo)
        #expect(part([(Double, Double)](repeating: (0, 1), count: 12)).mayGo)
        #expect(!part([(Double, Double)](repeating: (1, 0), count: 12)).mayGo)
        #expect(!part([(1, 0), (0, 1), (1, 1)]).mayGo)
    }
}
