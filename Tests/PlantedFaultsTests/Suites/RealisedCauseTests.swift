import CreditEngine
import Testing

@testable import PlantedFaults

@Suite struct RealisedCauseTests {
    private func runs(_ suite: Suite, _ shape: TeamShape, _ count: UInt64 = 40) async throws -> [PlantedRun] {
        var runs: [PlantedRun] = []
        for number in 0..<count { runs.append(try await suite.run(number, shape: shape)) }
        return runs
    }

    @Test(arguments: [TeamShape.cells15, .cells30])
    func aHealthyTeamHasNone(shape: TeamShape) async throws {
        let runs = try await runs(.healthy, shape)
        #expect(runs.allSatisfy { $0.cause == nil })
        #expect(runs.contains { $0.trace.outcome?.success == false })
        #expect(runs.contains { $0.trace.outcome?.success == true })
    }

    @Test(arguments: Suite.all.map(\.name).filter { $0 != "healthy" }, [TeamShape.cells15, .cells30])
    func everyFailureOfAFaultySuiteHasOneAmongTheCulprits(name: String, shape: TeamShape) async throws {
        let suite = try #require(Suite.named(name))
        let planting = suite.planting(shape)
        for run in try await runs(suite, shape) {
            #expect((run.cause == nil) == (run.trace.outcome?.success == true))
            for culprit in run.cause?.culprits ?? [] {
                let aggregates = culprit.agent == planting.team.aggregation?.aggregator
                let block: Block = aggregates ? .aggregation : .role(culprit.agent)
                #expect(planting.culprits.contains(block))
            }
        }
    }

    @Test(
        arguments: [
            ("root-echo", RealisedCause.Relation.single, 1), ("and", .every, 2), ("delayed", .single, 1),
            ("lossy-aggregator", .single, 1), ("chatterbox", .single, 1),
        ] as [(String, RealisedCause.Relation, Int)])
    func theRelationIsTheSuites(name: String, relation: RealisedCause.Relation, count: Int) async throws {
        let causes = try await runs(#require(Suite.named(name)), .cells15).compactMap(\.cause)
        #expect(causes.count > 10)
        #expect(causes.allSatisfy { $0.relation == relation && $0.culprits.count == count })
    }

    @Test func eitherFaultIsSometimesAloneAndSometimesNot() async throws {
        let causes = try await runs(.or, .cells15).compactMap(\.cause)
        #expect(causes.contains { $0.relation == .single })
        #expect(causes.contains { $0.relation == .any && $0.culprits.count == 2 })
    }

    /// The culprit's message says what the cause says it said, and a later message of somebody else repeats it.
    @Test(arguments: [TeamShape.cells15, TeamShape(members: 4, steps: 5), .cells30])
    func theRootIsInTheTextAndIsEchoed(shape: TeamShape) async throws {
        var checked = 0
        for run in try await runs(.rootEcho, shape) {
            guard let culprit = run.cause?.culprits.first else { continue }
            let said = try #require(culprit.what.firstMatch(of: /: (-?\d+), not/)?.1)
            let agents = run.trace.agents.map(\.name)
            let root = try #require(
                run.trace.messages.first { $0.turn == culprit.turn && agents[$0.agent] == culprit.agent })
            #expect(root.output.contains(said))
            // A solver that misreads a fact hands on the result that it leads to.
            let handedOn = root.output.matches(of: /\d+/).last.map { String($0.0) } ?? ""
            #expect(
                run.trace.messages.contains {
                    $0.ordinal > root.ordinal && $0.agent != root.agent
                        && ($0.output.contains(said) || $0.output.contains(handedOn))
                })
            checked += 1
        }
        #expect(checked > 10)
    }
}
