import CreditEngine
import Testing

@testable import PlantedFaults

@Suite struct ReplayTests {
    private func replay(
        _ suite: Suite, _ trace: Trace, keeping: Int, _ seeding: Seeding, coupling: Double = 1,
        pins: [RunPlan.Slot: [String]] = [:]
    ) async throws -> Trace {
        let team = try #require(trace.team)
        return try await suite.runner(team, coupling: coupling).run(
            RunPlan(replaying: trace, keeping: keeping, id: trace.id, seeding: seeding, pins: pins))
    }

    @Test(arguments: Suite.all.map(\.name), 0..<6 as Range<UInt64>)
    func everythingKeptReproducesTheOutcome(name: String, number: UInt64) async throws {
        let suite = try #require(Suite.named(name))
        let trace = try await suite.run(number, shape: .cells30).trace
        let again = try await replay(suite, trace, keeping: trace.messages.count, Seeding(replay: 99))
        #expect(again.outcome == trace.outcome)
        #expect(again.messages == trace.messages)
    }

    @Test(arguments: Suite.all.map(\.name), [0, 1, 4, 7, 14])
    func coupledSeedsReproduceARunFromAnyPrefix(name: String, keeping: Int) async throws {
        let suite = try #require(Suite.named(name))
        for number in 0..<5 as Range<UInt64> {
            let trace = try await suite.run(number, replay: 3).trace
            for arm in 0..<3 as Range<UInt64> {
                #expect(try await replay(suite, trace, keeping: keeping, Seeding(replay: 3, arm: arm)) == trace)
            }
        }
    }

    /// The share of repeated calls that say the same goes with ρ.
    @Test func uncoupledSeedsDoNotReproduce() async throws {
        let suite = Suite.rootEcho
        var agreeing: [Double: Int] = [:]
        for coupling in [0, 0.5, 1] {
            for number in 0..<30 as Range<UInt64> {
                let trace = try await suite.run(number, coupling: coupling).trace
                let again = try await replay(
                    suite, trace, keeping: 0, Seeding(replay: 0, arm: 1), coupling: coupling)
                agreeing[coupling, default: 0] += zip(trace.messages, again.messages).count { $0.output == $1.output }
            }
        }
        let all = 30 * 15
        #expect(agreeing[1] == all)
        let (none, half) = (try #require(agreeing[0]), try #require(agreeing[0.5]))
        #expect(none < half && half < all)
        #expect(Double(none) < 0.5 * Double(all))
    }

    /// Keeping a culprit's message keeps the failure; letting it speak again gives .5 back.
    @Test(arguments: [TeamShape.cells15, .cells30])
    func theCulpritsMessageCostsTheWrittenEffect(shape: TeamShape) async throws {
        let suite = Suite.rootEcho
        var (kept, again, samples) = (0, 0, 0)
        for number in 0..<40 as Range<UInt64> {
            let run = try await suite.run(number, shape: shape)
            guard let culprit = run.cause?.culprits.first else { continue }
            let cell = try #require(
                run.trace.messages.firstIndex {
                    $0.turn == culprit.turn && run.trace.agents[$0.agent].name == culprit.agent
                })
            for replayed in 100..<106 as Range<UInt64> {
                let seeding = Seeding(replay: replayed)
                if try await replay(suite, run.trace, keeping: cell + 1, seeding).outcome?.success == true { kept += 1 }
                if try await replay(suite, run.trace, keeping: cell, seeding).outcome?.success == true { again += 1 }
                samples += 1
            }
        }
        #expect(samples > 60)
        #expect(kept == 0)
        #expect(agrees(again, of: samples, with: 0.5), "\(again) of \(samples)")
    }

    /// A silent culprit is covered for: its step is worked out later.
    @Test func aTeamCopesWithASilentMember() async throws {
        let suite = Suite.healthy
        for number in 0..<12 as Range<UInt64> {
            let trace = try await suite.run(number).trace
            let silent = ["I don't have enough information to contribute."]
            let slot = RunPlan.Slot(turn: 2, agent: "researcher")
            let again = try await replay(suite, trace, keeping: 3, Seeding(replay: 0), pins: [slot: silent])
            #expect(again.outcome?.success == trace.outcome?.success)
            #expect(again.messages[3].output == silent[0])
        }
    }

    @Test func resultsDoNotDependOnConcurrency() async throws {
        let suite = Suite.rootEcho
        let runner = suite.runner(suite.planting(.cells30).team)
        let plans = (0..<24 as Range<UInt64>).map {
            RunPlan(
                id: "\($0)", problem: suite.problem($0 % 5, shape: .cells30), seeding: Seeding(replay: $0))
        }
        var alone: [Trace] = []
        for plan in plans { alone.append(try await runner.run(plan)) }
        let together = try await withThrowingTaskGroup(of: (Int, Trace).self) { group in
            for (index, plan) in plans.enumerated().reversed() {
                group.addTask { (index, try await runner.run(plan)) }
            }
            return try await group.reduce(into: [Int: Trace]()) { $0[$1.0] = $1.1 }
        }
        for (index, trace) in alone.enumerated() { #expect(together[index] == trace) }
    }
}
