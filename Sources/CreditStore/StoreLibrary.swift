import GRDB

extension Store {
    /// The version of SQLite that stores are kept with, asked of the library itself; `nil` when it does not answer.
    public static var sqliteVersion: String? {
        try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
    }
}
