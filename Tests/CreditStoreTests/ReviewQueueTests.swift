import CreditEngine
import Testing

@testable import CreditStore

@Suite struct ReviewQueueTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    @Test func anItemHasAllThatAPersonNeeds() async throws {
        let (record, validation) = try await store.accepted()
        let item = try await store.reviewItem(record.id)
        #expect(item.proposal == (try content()))
        #expect(item.ordinal == 1 && item.version == 1 && item.status == .waiting && item.at == record.at)
        #expect(item.validation?.id == validation)
        #expect(item.validation?.report == report())
        #expect(item.approvalHash == (try record.approvalHash(validation: validation)))
        #expect(item.quotes == (1, 1))
        #expect(try await store.reviewItems() == [item])
        #expect(try await store.reviewItems(of: "team") == [item])
        #expect(try await store.reviewItems(of: "other").isEmpty)
    }

    @Test func withoutAValidationThereIsNothingToApproveBy() async throws {
        let record = try await store.propose(content(), of: ownersTeam())
        let item = try await store.reviewItem(record.id)
        #expect(item.approvalHash == nil && item.validation == nil)
    }

    @Test func anApprovalMovesTheTeamOnAndMakesItsRivalsStale() async throws {
        let lease = try await store.lease(for: "deciding")
        let first = try await store.accepted()
        let rival = try await store.accepted("Guess.")
        let other = try await store.accepted("Check twice.", block: .role("critic"))
        try await store.approve(first, under: lease)
        #expect(try await store.currentPrompts(of: "team")[.role("solver")] == "Solve and verify.")
        #expect(try await store.reviewItem(first.0.id).status == .approved)
        #expect(try await store.reviewItem(rival.0.id).staleBlock == "role/solver")
        #expect(try await store.reviewItem(other.0.id).staleBlock == "role/solver")

        let current = try await store.currentPrompts(of: "team").team
        let next = try await store.accepted("Solve, verify, say so.", of: current)
        #expect(try await store.reviewItem(next.0.id).version == 2)
        try await store.approve(next, under: lease)
        #expect(try await store.currentPrompts(of: "team")[.role("solver")] == "Solve, verify, say so.")
        #expect(try await store.reviewItem(next.0.id).version == 2)

        await #expect(throws: StoreError.dependedOn(proposal: first.0.id, by: next.0.id)) {
            try await store.undo(first.0.id, who: "ada", under: lease)
        }
        _ = try await store.undo(next.0.id, who: "ada", under: lease)
        _ = try await store.undo(first.0.id, who: "ada", under: lease)
        #expect(try await store.currentPrompts(of: "team") == PromptSet(ownersTeam()))
        #expect(try await store.reviewItem(other.0.id).status == .waiting)
    }

    @Test func aTextThatWasTakenBackIsNotInForceThoughItWasDeployed() async throws {
        let lease = try await store.lease(for: "deciding")
        let first = try await store.accepted()
        try await store.approve(first, under: lease)
        try await store.keep(ownersTeam(solver: "Solve and verify."))
        #expect(try await store.currentPrompts(of: "team")[.role("solver")] == "Solve and verify.")
        _ = try await store.undo(first.0.id, who: "ada", under: lease)
        #expect(try await store.currentPrompts(of: "team")[.role("solver")] == "Solve.")
        try await store.approve(first, under: lease)
        #expect(try await store.currentPrompts(of: "team")[.role("solver")] == "Solve and verify.")
    }

    @Test func aStoppedValidationMayGoOnUntilSomebodyDecides() async throws {
        let proposal = try await store.propose(content(), of: ownersTeam())
        let lease = try await store.lease(for: "deciding")
        try await store.keep(ValidationRecord(id: "v", proposal: proposal.id, report: report(.stopped)))
        try await store.keep(ValidationRecord(id: "v", proposal: proposal.id, report: report(.stopped, broken: 1)))
        _ = try await store.reject(proposal.id, validation: "v", who: "ada", reason: "no", under: lease)
        await #expect(throws: StoreError.self) {
            try await store.keep(ValidationRecord(id: "v", proposal: proposal.id, report: report()))
        }
        #expect(try await store.reviewItem(proposal.id).validation?.report == report(.stopped, broken: 1))
    }

    @Test func aProposalForOtherBlocksIsRefused() async throws {
        let other = Team(name: "team", members: [Team.Member(name: "solver", prompt: "Solve.")])
        await #expect(throws: StoreError.self) { try await store.propose(content(), of: other) }
        await #expect(throws: StoreError.noSuchTeam("team")) { try await store.currentPrompts(of: "team") }
    }
}
