import Foundation
import GRDB

/// A run that a person should look at.
public struct QueuedRun: Sendable, Equatable {
    /// The run's identifier.
    public var trace: String
    /// The file that it came from.
    public var path: String
    /// Why, one clause each; empty when it was only drawn by chance.
    public var reasons: [String]
    /// The run in the native format, one line.
    public var record: String
    /// How much a label of it is expected to tell, in [0,1].
    public var value: Double
    /// The chance with which each run is drawn, whatever it is like.
    public var chance: Double
    /// Whether it was drawn by that chance.
    public var isDrawn: Bool

    /// Makes one.
    public init(
        trace: String, path: String, reasons: [String], record: String, value: Double, chance: Double, isDrawn: Bool
    ) {
        (self.trace, self.path, self.reasons, self.record) = (trace, path, reasons, record)
        (self.value, self.chance, self.isDrawn) = (value, chance, isDrawn)
    }
}

/// An item of the queue, with what people said of it.
public struct LabelItem: Sendable, Equatable {
    /// What one person said.
    public struct Given: Sendable, Equatable {
        /// The label's number, ascending.
        public var number: Int64
        /// Who.
        public var who: String
        /// What, as JSON text.
        public var label: String
        /// When, UTC in ISO 8601.
        public var at: String
    }

    /// Its number.
    public var number: Int64
    /// The run.
    public var run: QueuedRun
    /// What stands of what people said, the earliest first.
    public var labels: [Given] = []
    /// Who has it in hand; `nil` when nobody has.
    public var holder: String?
}

extension Store {
    static func queue(_ item: QueuedRun, run: Int64, in db: Database) throws {
        // What was queued before stays as it is: it may be labelled.
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO label_item (run, trace, path, reasons, record, value, chance, drawn, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run, KeptText(item.trace), KeptText(item.path), KeptText(try StoredJSON.text(item.reasons)),
                KeptText(item.record), item.value, item.chance, item.isDrawn, Timestamp.now(),
            ])
    }

    /// All items of the queue, those first of which a label tells most.
    public func labelItems() async throws -> [LabelItem] {
        let now = Int(Date().timeIntervalSince1970)
        return try await read { db in
            let given = try Dictionary(
                grouping: Row.fetchAll(db, sql: "SELECT * FROM label WHERE NOT undone ORDER BY id"),
                by: { $0["item"] as Int64 })
            let holders = try Row.fetchAll(db, sql: "SELECT * FROM label_lease WHERE until > ?", arguments: [now])
            let byItem = Dictionary(holders.map { ($0["item"] as Int64, $0.text("who")) }) { $1 }
            return try Row.fetchAll(db, sql: "SELECT * FROM label_item ORDER BY value DESC, id").map { row in
                var item = try Self.labelItem(row)
                item.labels = (given[item.number] ?? []).map(Self.given)
                item.holder = byItem[item.number]
                return item
            }
        }
    }

    /// The number of items that nobody has labelled.
    public func waitingLabelItems() async throws -> Int {
        try await read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT COUNT(*) FROM label_item WHERE id NOT IN (SELECT item FROM label WHERE NOT undone)
                    """) ?? 0
        }
    }

    /// Gives a person the next item and keeps it from others for a while; `nil` when nothing is left.
    ///
    /// - Parameters:
    ///   - who: the person; one who has an item in hand is given the same.
    ///   - seconds: how long nobody else is given it.
    ///   - isSecond: gives one that another person has labelled, to see whether people agree.
    ///   - skipped: items that the person leaves to others; one that is in hand is given back.
    public func takeLabelItem(
        for who: String, seconds: Int, isSecond: Bool = false, skipped: Set<Int64> = []
    ) async throws -> LabelItem? {
        let now = Int(Date().timeIntervalSince1970)
        let number = try await write { db -> Int64? in
            try db.execute(sql: "DELETE FROM label_lease WHERE until <= ?", arguments: [now])
            for item in skipped {
                try db.execute(
                    sql: "DELETE FROM label_lease WHERE item = ? AND who = ?", arguments: [item, KeptText(who)])
            }
            let left = skipped.map(String.init).joined(separator: ",")
            let others = isSecond ? "= 1" : "= 0"
            let found = try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM label_item
                    WHERE id NOT IN (SELECT item FROM label_lease WHERE who <> ?1)
                      AND id NOT IN (SELECT item FROM label WHERE who = ?1 AND NOT undone)
                      AND id NOT IN (\(left))
                      AND (SELECT COUNT(*) FROM label WHERE item = label_item.id AND NOT undone) \(others)
                    ORDER BY id IN (SELECT item FROM label_lease WHERE who = ?1) DESC, value DESC, id LIMIT 1
                    """, arguments: [KeptText(who)])
            guard let found else { return nil }
            try db.execute(
                sql: "INSERT OR REPLACE INTO label_lease VALUES (?, ?, ?)",
                arguments: [found, KeptText(who), now + seconds])
            return found
        }
        guard let number else { return nil }
        return try await labelItems().first { $0.number == number }
    }

    /// Keeps what a person says of an item, in the place of what the same person said before; answers the label's number.
    ///
    /// Throws `StoreError.noSuchItem`, `StoreError.inHand` while another person has the item, and `StoreError.labelled`
    /// when another person has labelled it.
    /// - Parameter isSecond: keeps the label beside those of others.
    public func label(
        _ item: Int64, by who: String, as label: String, isSecond: Bool = false
    ) async throws -> Int64 {
        let now = Int(Date().timeIntervalSince1970)
        return try await write { db in
            guard try Bool.fetchOne(db, sql: "SELECT 1 FROM label_item WHERE id = ?", arguments: [item]) == true else {
                throw StoreError.noSuchItem(item)
            }
            let holder = try Row.fetchOne(
                db, sql: "SELECT who FROM label_lease WHERE item = ? AND until > ? AND who <> ?",
                arguments: [item, now, KeptText(who)])
            if let holder { throw StoreError.inHand(item, who: holder.text("who")) }
            // The item may have been given to somebody else when the person had it for too long.
            let others = try Row.fetchOne(
                db, sql: "SELECT who FROM label WHERE item = ? AND NOT undone AND who <> ? ORDER BY id DESC",
                arguments: [item, KeptText(who)])
            if let others, !isSecond { throw StoreError.labelled(item, who: others.text("who")) }
            try db.execute(
                sql: "UPDATE label SET undone = 1 WHERE item = ? AND who = ?", arguments: [item, KeptText(who)])
            try db.execute(
                sql: "INSERT INTO label (item, who, label, at, undone) VALUES (?, ?, ?, ?, 0)",
                arguments: [item, KeptText(who), KeptText(label), Timestamp.now()])
            let number = db.lastInsertedRowID
            try db.execute(sql: "DELETE FROM label_lease WHERE item = ?", arguments: [item])
            return number
        }
    }

    /// Takes back the last label that a person gave, and puts its item into the person's hand for a while unless somebody
    /// else has it; `nil` when there is none.
    public func undoLabel(by who: String, seconds: Int) async throws -> LabelItem? {
        let until = Int(Date().timeIntervalSince1970) + seconds
        let item = try await write { db -> Int64? in
            let last = try Row.fetchOne(
                db, sql: "SELECT id, item FROM label WHERE who = ? AND NOT undone ORDER BY id DESC LIMIT 1",
                arguments: [KeptText(who)])
            guard let last else { return nil }
            let number: Int64 = last["id"]
            try db.execute(sql: "UPDATE label SET undone = 1 WHERE id = ?", arguments: [number])
            try db.execute(sql: "DELETE FROM label_lease WHERE who = ?", arguments: [KeptText(who)])
            let item: Int64 = last["item"]
            try db.execute(
                sql: "INSERT OR IGNORE INTO label_lease VALUES (?, ?, ?)", arguments: [item, KeptText(who), until])
            return item
        }
        guard let item else { return nil }
        return try await labelItems().first { $0.number == item }
    }

    private static func labelItem(_ row: Row) throws -> LabelItem {
        LabelItem(
            number: row["id"],
            run: QueuedRun(
                trace: row.text("trace"), path: row.text("path"),
                reasons: try StoredJSON.value([String].self, row.text("reasons")), record: row.text("record"),
                value: row["value"], chance: row["chance"], isDrawn: row["drawn"]))
    }

    private static func given(_ row: Row) -> LabelItem.Given {
        LabelItem.Given(number: row["id"], who: row.text("who"), label: row.text("label"), at: row["at"])
    }
}
