import CreditEngine
import GRDB
import Testing

@testable import CreditStore

/// U+0000 ends a text for SQLite's interface and for nobody else: what stands behind it is kept.
@Suite struct KeptTextTests {
    private let folder: TemporaryFolder
    /// A prompt that would be cut, and names that would become other names.
    private static let prompt = "Solve.\0Never check."

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [
        "", "Solve.", "研究员", "\0", "a\0", "\0\0a", "a\u{FFFE}", "\u{FFFE}0", "\u{FFFE}\0", "\u{FFFE}\u{FFFE}0\0",
    ]) func whatIsKeptComesBack(_ text: String) throws {
        let value = KeptText(text).databaseValue
        #expect(KeptText.fromDatabaseValue(value)?.text == text)
        let kept = try #require(String.fromDatabaseValue(value))
        #expect(!kept.contains("\0"))
    }

    /// What an earlier version kept is read as it is.
    @Test(arguments: ["Solve.", "a\u{FFFE}", "a\u{FFFE}b"]) func whatWasKeptBeforeIsReadAsItIs(_ text: String) {
        #expect(KeptText.fromDatabaseValue(text.databaseValue)?.text == text)
    }

    @Test func differentTextsAreKeptDifferently() {
        let texts = ["\0", "0", "\u{FFFE}", "\u{FFFE}0", "\u{FFFE}\u{FFFE}", "\u{FFFE}\0", "\0\u{FFFE}"]
        #expect(Set(texts.map { KeptText($0).databaseValue }).count == texts.count)
    }

    @Test func aProposalIsApprovedWithItsWholeText() async throws {
        let store = try Store(folder: folder("s"))
        let base = ownersTeam(solver: Self.prompt)
        let proposal = try await store.propose(
            content("Solve and verify.\0Always.", lineage: "of\0it", of: base), of: base)
        try await store.keep(ValidationRecord(id: "v\0w", proposal: proposal.id, report: report()))
        let lease = try await store.lease(for: "measure\0run")
        let holder = try #require(await store.leaseHolder())
        #expect(holder.purpose == "measure\0run")
        let entry = try await store.approve(
            proposal.id, validation: "v\0w", hash: proposal.approvalHash(validation: "v\0w"), who: "a\0b",
            reason: "c\0d", under: lease)
        try store.close()

        let again = try Store(folder: folder("s"))
        #expect(try await again.proposal(proposal.id) == proposal)
        #expect(proposal.content.oldText == Self.prompt)
        #expect(try await again.auditTrail() == [entry])
        #expect(try await again.auditTrail(of: proposal.id).first?.newText == "Solve and verify.\0Always.")
        #expect(try await again.currentPrompts(of: "team")[.role("solver")] == "Solve and verify.\0Always.")
        #expect(try await again.reviewItem(proposal.id).validation?.id == "v\0w")
        #expect(try await again.reviewItem(proposal.id).staleBlock == nil)
    }

    @Test func namesThatDifferBehindItStayTwoNames() async throws {
        let store = try Store(folder: folder("s"))
        let team = Team(
            name: "team\0x",
            members: ["solver", "solver\0x"].map { Team.Member(name: $0, prompt: "You are \($0).") })
        let proposal = try await store.propose(content("Verify.", block: .role("solver\0x"), of: team), of: team)
        let critique = Critique(
            trace: "run\0-1", problem: nil, turn: 1, agent: "solver\0x", block: .role("solver\0x"), weakness: "w\0",
            quotes: [], suggestion: RuleEdit(new: "Ve\0rify."), critic: "c\0")
        let record = try await store.keep(critique, of: team)
        let report = ValidationReport(
            ending: .stopped, pairs: [], ordinal: 1, alpha: 0.05, logEvidence: 0, logThreshold: 4)
        let validation = ValidationRecord(id: "v\0a", proposal: proposal.id, report: report)
        #expect(try await store.begin(validation, at: "s\0a").id == "v\0a")
        #expect(try await store.looks(at: "s\0a") == [proposal.id: 1])
        #expect(try await store.looks(at: "s").isEmpty)
        let lease = try await store.lease(for: "deciding")
        _ = try await store.reject(proposal.id, who: "ada", reason: "no\0t this", under: lease)

        #expect(try await store.teams() == ["team\0x"])
        #expect(try await store.team("team\0x") == team)
        #expect(try await store.team("team") == nil)
        #expect(try await store.proposals(of: "team\0x").map(\.content.block) == [.role("solver\0x")])
        #expect(try await store.proposals(of: "team").isEmpty)
        #expect(try await store.critiques(of: .role("solver\0x")) == [record])
        #expect(try await store.critiques(of: .role("solver")).isEmpty)
        #expect(record.critique == critique)
        #expect(
            try await store.rejectionReasons(team: "team\0x", block: .role("solver\0x")) == ["no\0t this"])
        #expect(try await store.rejectionReasons(team: "team\0x", block: .role("solver")).isEmpty)
    }

    @Test func jobsRepliesAndSplitsKeepIt() async throws {
        let store = try Store(folder: folder("s"))
        let lease = try await store.lease(for: "a job")
        let journal = try await store.journal(of: "job\0a", description: "{\"x\":\"\0\"}", under: lease)
        _ = try await store.journal(of: "job\0b", under: lease)
        try await journal.record([.init(key: "k\0a", result: "1\0"), .init(key: "k\0b", result: "2")])
        #expect(try await journal.finished() == ["k\0a": "1\0", "k\0b": "2"])
        #expect(try await journal.result(of: "k\0b") == "2")
        #expect(try await store.jobs().map(\.name) == ["job\0b", "job\0a"])
        #expect(try await store.jobs().last?.description == "{\"x\":\"\0\"}")

        let reply = ModelReply(text: "one\0two", model: "m\0n")
        try await store.keep(reply, for: "key\0a")
        #expect(try await store.reply(for: "key\0a") == reply)
        #expect(try await store.reply(for: "key") == nil)

        let split = ProblemSplit(parts: ["p\0a": .validate, "p\0b": .test])
        try await store.keep(split, as: "s\0a")
        #expect(try await store.split("s\0a")?.parts == split.parts)
        #expect(try await store.split("s") == nil)
        _ = try await store.ledger(of: "job\0a").reserve(Spending(calls: 2))
        #expect(try await store.ledger(of: "job\0a").used().calls == 2)
        #expect(try await store.ledger(of: "job\0b").used().calls == 0)
    }

    @Test func notesKeepIt() async throws {
        let store = try Store(folder: folder("s"))
        let note = Note(ordinal: 3, text: "look\0here", messageHash: "hash")
        try await store.keep(note, file: "a\0b", trace: "t\0u")
        #expect(try await store.notes(file: "a\0b", trace: "t\0u") == [note])
        #expect(try await store.notes(file: "a", trace: "t").isEmpty)
        try await store.keep(Note(ordinal: 3, text: "", messageHash: "hash"), file: "a\0b", trace: "t\0u")
        #expect(try await store.notes(file: "a\0b", trace: "t\0u").isEmpty)
    }

    /// An earlier version may have kept less than was proposed: such a proposal can be rejected only.
    @Test func whatWasCutByAnEarlierVersionIsNotApproved() async throws {
        let store = try Store(folder: folder("s"))
        let (proposal, validation) = try await store.accepted("Solve and verify.")
        try await store.write { db in
            try db.execute(sql: "UPDATE proposal SET new_text = 'Solve'")
        }
        let cut = try await store.proposal(proposal.id)
        let lease = try await store.lease(for: "deciding")
        await #expect(throws: StoreError.cut(proposal: proposal.id)) {
            try await store.approve(
                cut.id, validation: validation, hash: cut.approvalHash(validation: validation), who: "ada",
                under: lease)
        }
        #expect(try await store.decisions().isEmpty)
    }
}
