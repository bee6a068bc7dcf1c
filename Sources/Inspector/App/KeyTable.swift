/// The table of keys as text, for `ascribe help keys` and the README.
enum KeyTable {
    static func text(_ commands: [AnyCommand]) -> String {
        let rows = commands.map { ($0.name.keyLabels(isAscii: true), $0.name.name, $0.name.help) }
        let keys = rows.map(\.0.count).max() ?? 0
        let names = rows.map(\.1.count).max() ?? 0
        return rows.map { row in
            row.0 + String(repeating: " ", count: keys - row.0.count + 2) + row.1
                + String(repeating: " ", count: names - row.1.count + 2) + row.2
        }.joined(separator: "\n") + "\n"
    }
}
