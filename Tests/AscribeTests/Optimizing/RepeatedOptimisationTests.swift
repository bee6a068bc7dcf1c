import CreditEngine
import CreditStore
import Foundation
import Testing

/// The same optimisation of a simulated team, asked for twice.
@Suite("A repeated optimisation") struct RepeatedOptimisationTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private var store: Store { get throws { try Store(folder: scratch.path + "/store") } }

    private func optimize(_ more: String...) throws -> Program.Result {
        let words = ["optimize", "--team", "simulated/root-echo", "--budget", "300"]
        let result = try Program.run(words + more + ["--store", scratch.path + "/store"])
        #expect(result.status == 0, "\(result.complaint)")
        return result
    }

    @Test("its report is shown again, nothing is queued twice, and no look is counted twice")
    func twice() async throws {
        let first = try optimize()
        let (proposals, jobs) = (try await store.proposals(), try await store.jobs())
        #expect(proposals.count > 0 && !first.complaint.contains("done before"))
        let again = try optimize()
        #expect(again.complaint.contains("was done before: this is its report again, and nothing is queued twice"))
        #expect(again.text == first.text)
        #expect(try await store.proposals() == proposals)
        #expect(try await store.jobs().map(\.samples) == jobs.map(\.samples))
        let job = try #require(proposals.first { $0.content.team == "trio-1" })
        #expect(try await store.validations(of: job.id).count == 1)
        #expect(try await store.reviewItem(job.id).validation?.report.looks == 1)
    }

    @Test("other work is other work: another seed, and the same after a rejection")
    func others() async throws {
        _ = try optimize()
        #expect(try !optimize("--seed", "2").complaint.contains("done before"))
        let (store, before) = (try store, try await store.proposals())
        let lease = try await store.lease(for: "a test")
        for record in before {
            _ = try await store.reject(record.id, who: "ada", reason: "too blunt", under: lease)
        }
        try await lease.release()
        let after = try Program.run(
            ["optimize", "--team", "simulated/root-echo", "--budget", "300", "--store", scratch.path + "/store"])
        #expect(!after.complaint.contains("done before"))
        // What follows a rejection counts all earlier candidates against its threshold.
        let added = try await store.proposals().dropFirst(before.count)
        let lineage = before[0].content.lineage
        let ordinals = added.filter { $0.content.lineage == lineage }.map(\.ordinal)
        #expect(ordinals.allSatisfy { $0 > before.count { $0.content.lineage == lineage } })
        #expect(Set(added.map(\.content.newText)).isDisjoint(with: before.map(\.content.newText)))
    }
}
