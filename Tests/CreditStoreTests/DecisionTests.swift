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
            proposal.id, validation: validation, hash: hash, who: "ada", reason: "clear",
            under: store.lease(for: "deciding"))
        try store.close()

        let again = try Store(folder: folder("s"))
        #expect(try await again.auditTrail() == [entry])
        #expect(try await again.decisions() == [proposal.id: entry])
        #expect(entry.action == .approved)
        #expect(entry.block == "role/solver")
        #expect(entry.oldHash == (try PromptSet.hash(of: "Solve.")))
        #expect(entry.newText == "Solve and verify.")
        #expect(entry.others == ["role/critic": try PromptSet.hash(of: "Check.")])
        #expect(entry.validation == validation)
        #expect(entry.hash == hash)
        #expect(entry.who == "ada")
        #expect(try await again.proposal(proposal.id) == proposal)
    }

    @Test func theHashCoversEverythingThatIsApproved() throws {
        func hash(_ change: (inout Proposal) -> Void, validation: String = "v") throws -> String {
            var content = try content()
            change(&content)
            return try ProposalRecord(id: "x", ordinal: 1, content: content, at: "").approvalHash(
                validation: validation)
        }
        let hashes = [
            try hash { _ in }, try hash { $0.block = .role("critic") }, try hash { $0.oldHash = "other" },
            try hash { $0.newText += " " }, try hash { $0.others["role/critic"] = "changed" },
            try hash { $0.others["third"] = "new" }, try hash({ _ in }, validation: "w"),
        ]
        #expect(Set(hashes).count == hashes.count)
        #expect(try hash { $0.reason = "other reasons" } == hashes[0])
        // What was approved before must stay approved: the hash of these values, computed elsewhere.
        #expect(hashes[0] == Self.knownHash)
    }

    static let knownHash = "7a2e855e53f57034a747c9a4d2eb6cf6d8948d362445cc5c86d0b8eed19bc357"

    @Test func onlyTheShownDiffIsApproved() async throws {
        let (proposal, validation) = try await store.accepted()
        let (other, otherValidation) = try await store.accepted("Guess.")
        let lease = try await store.lease(for: "deciding")
        for wrong in ["", "approved", try other.approvalHash(validation: otherValidation)] {
            await #expect(throws: StoreError.wrongHash(proposal: proposal.id)) {
                try await store.approve(
                    proposal.id, validation: validation, hash: wrong, who: "ada", under: lease)
            }
        }
        #expect(try await store.auditTrail().isEmpty)
        #expect(try await store.decisions().isEmpty)
    }

    @Test(arguments: [
        (ownersTeam(solver: "Solve it."), "role/solver"), (ownersTeam(critic: "Check it."), "role/critic"),
        (Team(name: "team", members: [Team.Member(name: "solver", prompt: "Solve.")]), "role/critic"),
        (Team(name: "team", members: ownersTeam().members + [Team.Member(name: "third", prompt: "x")]), "role/third"),
    ])
    func aProposalIsStaleWhenTheOwnerHasChangedABlock(_ changed: Team, _ block: String) async throws {
        let accepted = try await store.accepted()
        #expect(try await store.reviewItem(accepted.0.id).staleBlock == nil)
        try await store.keep(changed)
        let lease = try await store.lease(for: "deciding")
        await #expect(throws: StoreError.stale(proposal: accepted.0.id, block: block)) {
            try await store.approve(accepted, under: lease)
        }
        #expect(try await store.reviewItem(accepted.0.id).staleBlock == block)
        #expect(try await store.reviewItem(accepted.0.id).status == .stale)
        try await store.keep(ownersTeam())
        try await store.approve(accepted, under: lease)
    }

    @Test func aWarningOfTheGateNeedsAReason() async throws {
        let proposal = try await store.propose(content(), of: ownersTeam())
        let lease = try await store.lease(for: "deciding")
        try await store.keep(ValidationRecord(id: "v", proposal: proposal.id, report: report(broken: 2)))
        let hash = try proposal.approvalHash(validation: "v")
        for empty in ["", " \n"] {
            await #expect(throws: StoreError.reasonNeeded(proposal: proposal.id, warning: "2 problems got worse")) {
                try await store.approve(
                    proposal.id, validation: "v", hash: hash, who: "ada", reason: empty, under: lease)
            }
        }
        let entry = try await store.approve(
            proposal.id, validation: "v", hash: hash, who: "ada", reason: "they are wrong anyway", under: lease)
        #expect(entry.reason == "they are wrong anyway")
    }

    @Test func whatTheGateRefusedIsNotApproved() async throws {
        let proposal = try await store.propose(content(), of: ownersTeam())
        let lease = try await store.lease(for: "deciding")
        try await store.keep(ValidationRecord(id: "v", proposal: proposal.id, report: report(.futile)))
        let hash = try proposal.approvalHash(validation: "v")
        await #expect(throws: StoreError.notAccepted(proposal: proposal.id, validation: "v")) {
            try await store.approve(
                proposal.id, validation: "v", hash: hash, who: "ada", under: lease)
        }
        await #expect(throws: StoreError.noSuchValidation("w", proposal: proposal.id)) {
            try await store.approve(
                proposal.id, validation: "w", hash: hash, who: "ada", under: lease)
        }
        await #expect(throws: StoreError.noSuchProposal("nobody")) {
            try await store.reject("nobody", who: "ada", reason: "", under: lease)
        }
    }

    @Test func decidingTwiceNamesTheFirst() async throws {
        let proposal = try await store.propose(content(), of: ownersTeam())
        let lease = try await store.lease(for: "deciding")
        let entry = try await store.reject(proposal.id, who: "ada", reason: "too long", under: lease)
        await #expect(
            throws: StoreError.alreadyDecided(proposal: proposal.id, verdict: "rejected", who: "ada", at: entry.at)
        ) {
            try await store.reject(proposal.id, who: "bob", reason: "me too", under: lease)
        }
        #expect(try await store.auditTrail().count == 1)
        #expect(try await store.rejectionReasons(team: "team", block: .role("solver")) == ["too long"])
        #expect(try await store.rejectionReasons(team: "team", block: .role("critic")) == [])
    }

    @Test func undoIsANewEntryAndTheProposalWaitsAgain() async throws {
        let (proposal, validation) = try await store.accepted()
        let hash = try proposal.approvalHash(validation: validation)
        let lease = try await store.lease(for: "deciding")
        func approve() async throws -> AuditEntry {
            try await store.approve(
                proposal.id, validation: validation, hash: hash, who: "ada", under: lease)
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
        for text in ["a", "b", "b"] {
            ordinals.append(try await store.propose(content(text), of: ownersTeam()).ordinal)
        }
        ordinals.append(try await store.propose(content("a", lineage: "another"), of: ownersTeam()).ordinal)
        #expect(ordinals == [1, 2, 3, 1])
        #expect(Set(try await store.proposals(of: "team").map(\.id)).count == 4)
        #expect(try await store.proposals(of: "other team").isEmpty)
    }

    @Test func aValidationIsKeptOnceAndForGood() async throws {
        let proposal = try await store.propose(content(), of: ownersTeam())
        let validation = ValidationRecord(id: "v", proposal: proposal.id, report: report())
        try await store.keep(validation)
        try await store.keep(validation)
        #expect(try await store.validations(of: proposal.id).map(\.id) == ["v"])
        var changed = validation
        changed.report = report(.futile)
        await #expect(throws: StoreError.self) { try await store.keep(changed) }
        #expect(try await store.validations(of: proposal.id).map(\.accepted) == [true])
    }

    @Test(arguments: [
        "DELETE FROM audit", "UPDATE audit SET who = 'nobody'",
        "INSERT INTO decision VALUES ((SELECT id FROM proposal WHERE id NOT IN (SELECT proposal FROM decision)), 'approved', 99)",
    ])
    func theFileItselfRefusesToForget(_ sql: String) async throws {
        let lease = try await store.lease(for: "deciding")
        let proposal = try await store.propose(content(), of: ownersTeam())
        _ = try await store.propose(content("Guess."), of: ownersTeam())
        let entry = try await store.reject(proposal.id, who: "ada", reason: "no", under: lease)
        await #expect(throws: StoreError.self) { try await store.write { db in try db.execute(sql: sql) } }
        #expect(try await store.auditTrail() == [entry])
        #expect(try await store.decisions() == [proposal.id: entry])
    }

    @Test func whatWasTakenBackIsKnownUntilTheNextDecision() async throws {
        let lease = try await store.lease(for: "deciding")
        let accepted = try await store.accepted()
        let id = accepted.0.id
        let first = try await store.approve(accepted, under: lease)
        #expect(try await store.reviewItem(id).undone == nil)
        _ = try await store.undo(id, who: "ben", under: lease)
        let undone = try #require(try await store.reviewItem(id).undone)
        #expect(undone.decision.isApproval && undone.decision.who == "ada" && undone.hash == first.hash)
        #expect(try await store.reviewItem(id).approvalHash == undone.hash)
        // Deciding again is an entry of its own, and nothing is left that was taken back.
        let again = try await store.approve(accepted, under: lease)
        #expect(again.id > first.id && again.undoes == nil && again.hash == first.hash)
        #expect(try await store.reviewItem(id).undone == nil)
        #expect(try await store.auditTrail(of: id).map(\.action) == [.approved, .undone, .approved])
        _ = try await store.undo(id, who: "ben", under: lease)
        _ = try await store.reject(id, who: "ben", reason: "no", under: lease)
        _ = try await store.undo(id, who: "ada", under: lease)
        #expect(try await store.reviewItem(id).undone?.decision.reason == "no")
    }
}
