import GRDB

extension Store {
    /// The proposal that a person means by its name or by the beginning of it.
    ///
    /// Throws `StoreError.noSuchProposal`, and `ambiguous` when several names begin so.
    /// - Parameter short: the whole name, or at least four characters of its beginning.
    public func proposalID(_ short: String) async throws -> String {
        try await read { db in
            guard let id = try Self.only(of: Self.names(short, "proposal", in: db), short) else {
                throw StoreError.noSuchProposal(short)
            }
            return id
        }
    }

    /// The critique that a person means by its name or by the beginning of it.
    ///
    /// Throws `StoreError.noSuchCritique`, and `ambiguous` when several names begin so.
    /// - Parameter short: the whole name, or at least four characters of its beginning.
    public func critiqueID(_ short: String) async throws -> String {
        try await read { db in
            guard let id = try Self.only(of: Self.names(short, "critique", in: db), short) else {
                throw StoreError.noSuchCritique(short)
            }
            return id
        }
    }

    /// Fewer characters than these name nothing, so that a slip of the finger is no decision.
    private static let shortest = 4

    private static func names(_ short: String, _ table: String, in db: Database) throws -> [String] {
        let beginnings = short.count >= shortest ? "OR substr(id, 1, length(?1)) = ?1" : ""
        return try String.fetchAll(
            db, sql: "SELECT id FROM \(table) WHERE id = ?1 \(beginnings) ORDER BY rowid", arguments: [KeptText(short)])
    }

    private static func only(of names: [String], _ short: String) throws -> String? {
        if names.contains(short) { return short }
        guard short.count >= shortest else { throw StoreError.tooShort(short, needed: shortest) }
        guard names.count < 2 else { throw StoreError.ambiguous(short, names) }
        return names.first
    }
}
