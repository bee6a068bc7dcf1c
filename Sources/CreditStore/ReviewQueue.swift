public import CreditEngine
import GRDB

extension Store {
    /// The queue of a team, or of all: every proposal with what a person needs to decide, the earliest first.
    ///
    /// One consistent state of the store.
    public func reviewItems(of team: String? = nil) async throws -> [ReviewItem] {
        try await read { db in
            var current: [String: [String: String]] = [:]
            let decisions = try Self.decisions(in: db)
            return try Self.proposals(of: team, in: db).map { record in
                let name = record.content.team
                let hashes = try current[name] ?? Self.currentPrompts(of: name, in: db).hashes()
                current[name] = hashes
                return try Self.item(record, decisions, current: hashes, in: db)
            }
        }
    }

    /// One proposal with what a person needs to decide; throws `StoreError.noSuchProposal`.
    public func reviewItem(_ id: String) async throws -> ReviewItem {
        try await read { db in
            let record = try Self.proposal(id, in: db)
            let current = try Self.currentPrompts(of: record.content.team, in: db).hashes()
            return try Self.item(record, Self.decisions(in: db), current: current, in: db)
        }
    }

    private static func item(
        _ record: ProposalRecord, _ decisions: [String: AuditEntry], current: [String: String], in db: Database
    ) throws -> ReviewItem {
        let proposal = record.content
        let decision = decisions[record.id]
        let validations = try validations(of: record.id, in: db)
        let shown = validations.last { $0.id == decision?.validation } ?? validations.last
        let earlier = """
            SELECT COUNT(*) FROM decision JOIN proposal ON proposal.id = decision.proposal
            WHERE decision.verdict = 'approved' AND proposal.team = ? AND proposal.block = ? AND decision.audit < ?
            """
        let before = decision.map(\.id) ?? .max
        let version =
            try Int.fetchOne(
                db, sql: earlier, arguments: [KeptText(proposal.team), KeptText(proposal.block.name), before]) ?? 0
        return ReviewItem(
            id: record.id, ordinal: record.ordinal, version: version + 1, proposal: proposal, at: record.at,
            validation: shown.map { ReviewItem.Validation(id: $0.id, report: $0.report, at: $0.at) },
            decision: decision.map(Self.shown),
            undone: try Self.undone(record.id, in: db).map { .init(decision: Self.shown($0), hash: $0.hash) },
            staleBlock: decision == nil ? proposal.staleBlock(in: current) : nil,
            approvalHash: try shown.map { try proposal.approvalHash(validation: $0.id) })
    }

    private static func shown(_ entry: AuditEntry) -> ReviewItem.Decision {
        ReviewItem.Decision(
            isApproval: entry.action == .approved, who: entry.who, at: entry.at, reason: entry.reason)
    }
}
