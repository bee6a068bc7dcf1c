import CreditEngine
import GRDB
import Testing

@testable import CreditStore

@Suite struct DecisionTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    @Test func anApprovalLeavesItsWholeEntry() async throws {
        let (proposal, validation) = try await store.accepted()
        let hash = try proposal.approvalHash(validation: validation)
        let entry = try await store.approve(
            proposal.id, validation: validation, hash: hash, current: unchanged, who: "ada", reason: "clear",
            under: store.lease(for: "deciding"))
        try store.close()

        let again = try Store(folder: folder("s"))
        #expect(try await again.auditTrail() == [entry])
        #expect(try await again.decisions() == [proposal.id: entry])
        #expect(entry.action == .approved)
        #expect(entry.block == "solver")
        #expect(entry.oldHash == "old")
        #expect(entry.newText == "Solve and verify.")
        #expect(entry.others == ["critic": "other"])
        #expect(entry.validation == validation)
        #expect(entry.hash == hash)
        #expect(entry.who == "ada")
        #expect(try await again.proposal(proposal.id) == proposal)
    }

    @Test func theHashCoversEverythingThatIsApproved() throws {
        func hash(_ change: (inout ProposalContent) -> Void, validation: String = "v") throws -> String {
            var content = content()
            change(&content)
            return try ProposalRecord(id: "x", ordinal: 1, content: content, at: "").approvalHash(
                validation: validation)
        }
        let hashes = [
            try hash { _ in }, try hash { $0.block = "critic" }, try hash { $0.oldHash = "other" },
            try hash { $0.newText += " " }, try hash { $0.others["critic"] = "changed" },
            try hash { $0.others["third"] = "new" }, try hash({ _ in }, validation: "w"),
        ]
        #expect(Set(hashes).count == hashes.count)
        #expect(try hash { $0.details = "other reasons" } == hashes[0])
    }

    @Test func onlyTheShownDiffIsApproved() async throws {
        let (proposal, validation) = try await store.accepted()
        let (other, otherValidation) = try await store.accepted("Guess.")
        let lease = try await store.lease(for: "deciding")
        for wrong in ["", "approved", try other.approvalHash(validation: otherValidation)] {
            await #expect(throws: StoreError.wrongHash(proposal: proposal.id)) {
                try await store.approve(
                    proposal.id, validation: validation, hash: wrong, current: unchanged, who: "ada", under: lease)
            }
        }
        #expect(try await store.auditTrail().isEmpty)
        #expect(try await store.decisions().isEmpty)
    }

    @Test(arguments: [
        (["solver": "new", "critic": "other"], "solver"), (["solver": "old", "critic": "new"], "critic"),
        (["solver": "old"], "critic"), (["solver": "old", "critic": "other", "third": "x"], "third"),
    ])
    func aStaleProposalIsRefused(_ current: [String: String], _ block: String) async throws {
        let (proposal, validation) = try await store.accepted()
        let hash = try proposal.approvalHash(validation: validation)
        let lease = try await store.lease(for: "deciding")
        await #expect(throws: StoreError.stale(proposal: proposal.id, block: block)) {
            try await store.approve(
                proposal.id, validation: validation, hash: hash, current: current, who: "ada", under: lease)
        }
        #expect(proposal.content.staleBlock(in: unchanged) == nil)
    }

    @Test func whatTheGateRefusedIsNotApproved() async throws {
        let proposal = try await store.propose(content())
        let lease = try await store.lease(for: "deciding")
        try await store.keep(ValidationRecord(id: "v", proposal: proposal.id, accepted: false, result: "{}"))
        let hash = try proposal.approvalHash(validation: "v")
        await #expect(throws: StoreError.notAccepted(proposal: proposal.id, validation: "v")) {
            try await store.approve(
                proposal.id, validation: "v", hash: hash, current: unchanged, who: "ada", under: lease)
        }
        await #expect(throws: StoreError.noSuchValidation("w", proposal: proposal.id)) {
            try await store.approve(
                proposal.id, validation: "w", hash: hash, current: unchanged, who: "ada", under: lease)
        }
        await #expect(throws: StoreError.noSuchProposal("nobody")) {
            try await store.reject("nobody", who: "ada", reason: "", under: lease)
        }
    }

    @Test func decidingTwiceNamesTheFirst() async throws {
        let proposal = try await store.propose(content())
        let lease = try await store.lease(for: "deciding")
        let entry = try await store.reject(proposal.id, who: "ada", reason: "too long", under: lease)
        await #expect(
            throws: StoreError.alreadyDecided(proposal: proposal.id, verdict: "rejected", who: "ada", at: entry.at)
        ) {
            try await store.reject(proposal.id, who: "bob", reason: "me too", under: lease)
        }
        #expect(try await store.auditTrail().count == 1)
        #expect(try await store.rejectionReasons(team: "team", block: "solver") == ["too long"])
        #expect(try await store.rejectionReasons(team: "team", block: "critic") == [])
    }

    @Test func undoIsANewEntryAndTheProposalWaitsAgain() async throws {
        let (proposal, validation) = try await store.accepted()
        let hash = try proposal.approvalHash(validation: validation)
        let lease = try await store.lease(for: "deciding")
        func approve() async throws -> AuditEntry {
            try await store.approve(
                proposal.id, validation: validation, hash: hash, current: unchanged, who: "ada", under: lease)
        }
        let first = try await approve()
        let undone = try await store.undo(proposal.id, who: "bob", reason: "wait", under: lease)
        #expect(undone.undoes == first.id)
        #expect(try await store.decisions().isEmpty)
        await #expect(throws: StoreError.notDecided(proposal: proposal.id)) {
            try await store.undo(proposal.id, who: "bob", under: lease)
        }
        let second = try await approve()
        #expect(try await store.auditTrail(of: proposal.id) == [first, undone, second])
        #expect(try await store.decisions()[proposal.id] == second)
    }

    @Test func candidatesOfALineageAreCounted() async throws {
        var ordinals: [Int] = []
        for text in ["a", "b", "b"] { ordinals.append(try await store.propose(content(text)).ordinal) }
        ordinals.append(try await store.propose(content("a", lineage: "another")).ordinal)
        #expect(ordinals == [1, 2, 3, 1])
        #expect(Set(try await store.proposals(of: "team").map(\.id)).count == 4)
        #expect(try await store.proposals(of: "other team").isEmpty)
    }

    @Test func aValidationIsKeptOnceAndForGood() async throws {
        let proposal = try await store.propose(content())
        let validation = ValidationRecord(id: "v", proposal: proposal.id, accepted: true, result: "{}")
        try await store.keep(validation)
        try await store.keep(validation)
        #expect(try await store.validations(of: proposal.id).map(\.id) == ["v"])
        var changed = validation
        changed.accepted = false
        await #expect(throws: StoreError.self) { try await store.keep(changed) }
        #expect(try await store.validations(of: proposal.id).map(\.accepted) == [true])
    }

    @Test(arguments: [
        "DELETE FROM audit", "UPDATE audit SET who = 'nobody'",
        "INSERT INTO decision VALUES ((SELECT id FROM proposal WHERE id NOT IN (SELECT proposal FROM decision)), 'approved', 99)",
    ])
    func theFileItselfRefusesToForget(_ sql: String) async throws {
        let lease = try await store.lease(for: "deciding")
        let proposal = try await store.propose(content())
        _ = try await store.propose(content("Guess."))
        let entry = try await store.reject(proposal.id, who: "ada", reason: "no", under: lease)
        await #expect(throws: StoreError.self) { try await store.write { db in try db.execute(sql: sql) } }
        #expect(try await store.auditTrail() == [entry])
        #expect(try await store.decisions() == [proposal.id: entry])
    }
}
