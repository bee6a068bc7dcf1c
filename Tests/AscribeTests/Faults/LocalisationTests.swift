import CreditEngine
import Foundation
import PlantedFaults
import Testing

@testable import planted_faults
@testable import UseCases

/// How a measurement is held against what really happened.
@Suite struct LocalisationTests {
    private func localisation(_ named: Set<Int>, _ culprits: Set<Int>) -> Localisation {
        Localisation(
            relation: culprits.isEmpty ? nil : .single, culprits: culprits,
            found: [
                .adaptive: Localisation.Finding(
                    named: named, first: named.min(), searchCost: 10, made: 20, hurting: [], hurtingByFresh: named)
            ])
    }

    @Test(arguments: [
        ([3], [3], Localisation.Naming.exact), ([3, 5], [3, 5], .exact), ([3], [3, 5], .part), ([], [3], .none),
        ([4], [3], .wrong), ([3, 4], [3], .wrong), ([], [], .exact), ([1], [], .wrong),
    ]) func comparesWithTheCulprits(_ named: [Int], _ culprits: [Int], _ naming: Localisation.Naming) {
        #expect(localisation(Set(named), Set(culprits)).naming(.adaptive) == naming)
        #expect(localisation(Set(named), Set(culprits)).naming(.article) == nil)
    }

    @Test(arguments: [Suite.rootEcho, .and, .healthy].map(\.name), [0.0, 1])
    func takesFailedRunsInOrderWhateverTheConcurrency(_ name: String, _ coupling: Double) async throws {
        let suite = try #require(Suite.named(name))
        let condition = FaultCondition(suite: suite, shape: .cells15, coupling: coupling)
        let one = try await PlantedFailures.make(condition, count: 4, jobs: 1)
        let three = try await PlantedFailures.make(condition, count: 4, jobs: 3)
        #expect(one.runs == three.runs && one.runs.count == 4)
        #expect(one.runs.allSatisfy { $0.trace.outcome?.success == false })
        #expect(one.runs.allSatisfy { ($0.cause == nil) == (name == "healthy") })
    }

    @Test func findsWhatReallyHappened() async throws {
        let condition = FaultCondition(suite: .rootEcho, shape: .cells15, coupling: 1)
        let failures = try await PlantedFailures.make(condition, count: 3, jobs: 2)
        let trial = LocalisationTrial(condition: condition, budgets: [.adaptive: 60, .article: 60, .exhaustive: 60])
        for run in failures.runs {
            let result = try await trial.run(run)
            #expect(result.culprits.count == 1 && result.relation == .single)
            #expect(result.naming(.adaptive) == .exact)
            for finding in result.found.values { #expect(finding.made <= 60 && finding.named.count <= 1) }
            // One a cell, and the recorded run judged again.
            #expect(result.found[.article]?.made == CellOrder(run.trace).count + 1)
        }
    }

    @Test func aRowAddsUp() throws {
        let runs = [localisation([3], [3]), localisation([], [3]), localisation([4], [3]), localisation([3], [3, 5])]
        let group = MeasuredGroup(
            condition: FaultCondition(suite: .and, shape: .cells15, coupling: 1), budgets: [.adaptive: 60], runs: runs,
            unexplained: 0)
        let row = MeasuredRow(group: group, method: .adaptive)
        let record = try #require(
            JSONSerialization.jsonObject(with: Data(row.json)) as? [String: Any])
        let parts = Localisation.Naming.allCases.compactMap { record[$0.rawValue] as? Int }
        #expect(parts == [1, 1, 1, 1] && record["runs"] as? Int == 4 && record["source"] as? String == "measured")
        #expect(record["median_replays"] as? Int == 20 && record["simulated"] as? Bool == true)
        #expect(row.cells.contains("0.250 [0.046, 0.699]"))
    }

    @Test func aRateOfNothingIsUnknown() {
        #expect(HitRate(0, of: 0).words == "—")
        #expect(HitRate(0, of: 10).words == "0.000 [0.000, 0.278]")
        #expect(Columns(widths: [4, 4]).row(["abcdef", "x"]) == "abcdef x")
    }
}
