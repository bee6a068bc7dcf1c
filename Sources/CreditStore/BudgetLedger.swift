public import CreditEngine
import GRDB

/// What one budget has used, across restarts and across processes.
///
/// A reservation is on the disk before the call is sent. One that is never charged, because the program was killed in
/// between, stays spent in full: the call may have been paid for.
public struct BudgetLedger: SpendingLedger {
    private let scope: String
    private let store: Store

    init(scope: String, store: Store) {
        self.scope = scope
        self.store = store
    }

    /// Writes down the most that a call can use, before it is sent.
    public func reserve(_ most: Spending) async throws -> Int64 {
        let scope = scope
        return try await store.write { db in
            try Self.insert(most, open: true, scope: scope, into: db)
            return db.lastInsertedRowID
        }
    }

    /// Replaces a reservation by what was really used; charging twice changes nothing.
    public func charge(_ reservation: Int64, used: Spending) async throws {
        let scope = scope
        try await store.write { db in
            try db.execute(
                sql: "DELETE FROM spending WHERE id = ? AND scope = ? AND open = 1",
                arguments: [reservation, KeptText(scope)])
            guard db.changesCount == 1 else { return }
            // All that is charged is one row, so that a sum stays cheap however long the budget lives.
            let charged = try Self.sum(db, scope: scope, where: "open = 0") + used
            try db.execute(sql: "DELETE FROM spending WHERE scope = ? AND open = 0", arguments: [KeptText(scope)])
            try Self.insert(charged, open: false, scope: scope, into: db)
        }
    }

    /// Everything used, open reservations included.
    public func used() async throws -> Spending {
        let scope = scope
        return try await store.read { db in try Self.sum(db, scope: scope, where: "1") }
    }

    /// Forgets everything used: for a job that starts over.
    public func forget() async throws {
        let scope = scope
        try await store.write { db in
            try db.execute(sql: "DELETE FROM spending WHERE scope = ?", arguments: [KeptText(scope)])
        }
    }

    private static func insert(_ spending: Spending, open: Bool, scope: String, into db: Database) throws {
        try db.execute(
            sql: "INSERT INTO spending VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                KeptText(scope), open, spending.calls, spending.tokens, spending.nanodollars, spending.milliseconds,
                spending.estimatedTokens, spending.unpricedCalls,
            ])
    }

    private static func sum(_ db: Database, scope: String, where condition: String) throws -> Spending {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT COALESCE(SUM(calls), 0), COALESCE(SUM(tokens), 0), COALESCE(SUM(nanodollars), 0),
                    COALESCE(SUM(milliseconds), 0.0), COALESCE(SUM(estimated_tokens), 0), COALESCE(SUM(unpriced_calls), 0)
                FROM spending WHERE scope = ? AND \(condition)
                """, arguments: [KeptText(scope)])
        guard let row else { return Spending() }
        return Spending(
            calls: row[0], tokens: row[1], nanodollars: row[2], milliseconds: row[3], estimatedTokens: row[4],
            unpricedCalls: row[5])
    }
}

extension Store {
    /// The ledger of one budget.
    ///
    /// - Parameter scope: what the budget is for, the same after a restart (a job's name).
    public func ledger(of scope: String) -> BudgetLedger {
        BudgetLedger(scope: scope, store: self)
    }
}
