import CreditEngine
import GRDB

extension Store {
    /// Records that a validation is about to look at a set of problems: its rule, its seed and the look, in one
    /// transaction and before its first pair.
    ///
    /// The same validation begun again finds its record, and its look is counted once. Throws `StoreError.conflict` when
    /// another validation of the proposal was begun: a proposal is tried once, with one seed and under one rule.
    ///
    /// - Parameters:
    ///   - validation: with `Validation.begun` as its report.
    ///   - problems: the set's name.
    /// - Returns: the record as it is kept, with the number of proposals that have looked at the set, this one included.
    public func begin(_ validation: ValidationRecord, at problems: String) async throws -> ValidationRecord {
        try await write { db in
            _ = try Self.proposal(validation.proposal, in: db)
            let known = try Self.validations(of: validation.proposal, in: db)
            if let same = known.first(where: { $0.id == validation.id }) { return same }
            if let other = known.last {
                throw StoreError.conflict(
                    "proposal '\(validation.proposal)' was begun before as '\(other.id)', with another seed or rule; propose its text anew to try it again"
                )
            }
            let others = try Int.fetchOne(
                db, sql: "SELECT COUNT(DISTINCT proposal) FROM look WHERE problems = ? AND proposal <> ?",
                arguments: [KeptText(problems), KeptText(validation.proposal)])
            var begun = validation
            begun.report.looks = (others ?? 0) + 1
            begun.at = Timestamp.now()
            try db.execute(
                sql: "INSERT INTO look VALUES (NULL, ?, ?, 0, ?)",
                arguments: [KeptText(problems), KeptText(begun.proposal), begun.at])
            try db.execute(
                sql: "INSERT INTO validation VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    KeptText(begun.id), KeptText(begun.proposal), begun.accepted, try StoredJSON.text(begun.report),
                    begun.at,
                ])
            return begun
        }
    }

    /// Keeps the outcome of a validation for good: one of that name that was kept before must be equal.
    ///
    /// Only one that was stopped may be followed by what it came to when it went on, as long as nobody decided on it.
    /// Throws `StoreError.conflict`.
    public func keep(_ validation: ValidationRecord) async throws {
        let result = try StoredJSON.text(validation.report)
        try await write { db in
            _ = try Self.proposal(validation.proposal, in: db)
            if let row = try Row.fetchOne(
                db, sql: "SELECT * FROM validation WHERE id = ?", arguments: [KeptText(validation.id)])
            {
                let isSame = row.text("proposal") == validation.proposal && (row["result"] as String) == result
                if isSame { return }
                let sql = "SELECT 1 FROM audit WHERE validation = ? LIMIT 1"
                let isFinal = try Bool.fetchOne(db, sql: sql, arguments: [KeptText(validation.id)]) == true
                let known = try Self.validation(row)
                guard known.report.ending == .stopped, known.proposal == validation.proposal, !isFinal else {
                    throw StoreError.conflict(
                        "validation '\(validation.id)' was kept before with another result; give the new one its own name"
                    )
                }
                try db.execute(
                    sql: "UPDATE validation SET accepted = ?, result = ?, at = ? WHERE id = ?",
                    arguments: [validation.accepted, result, Timestamp.now(), KeptText(validation.id)])
                return
            }
            try db.execute(
                sql: "INSERT INTO validation VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    KeptText(validation.id), KeptText(validation.proposal), validation.accepted, result,
                    Timestamp.now(),
                ])
        }
    }

    /// The validations of a proposal, the earliest first.
    public func validations(of proposal: String) async throws -> [ValidationRecord] {
        try await read { db in try Self.validations(of: proposal, in: db) }
    }

    static func validations(of proposal: String, in db: Database) throws -> [ValidationRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM validation WHERE proposal = ? ORDER BY rowid", arguments: [KeptText(proposal)]
        ).map(validation)
    }

    static func validation(_ row: Row) throws -> ValidationRecord {
        var validation = ValidationRecord(
            id: row.text("id"), proposal: row.text("proposal"),
            report: try StoredJSON.value(ValidationReport.self, row["result"]))
        validation.at = row["at"]
        return validation
    }
}
