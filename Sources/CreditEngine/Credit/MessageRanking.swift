/// The one order of a run's messages by suspicion, which suspects, screens and evaluations share.
///
/// The hottest first. Of equally hot messages, one that calls for a change comes before one that only looks something up (what
/// was looked up can be looked up again), and then the earlier one: of two mistakes, the first is the one that is asked for.
struct MessageRanking {
    /// Messages of models, the most suspect first, as indices into `Trace.messages`.
    let order: [Int]

    init(_ trace: Trace, _ heats: [EstimatedCredit.MessageHeat]) {
        let suspects = heats.compactMap { heat in heat.score.value.map { (message: heat.message, heat: $0) } }
        let changes = trace.messages.map { $0.tools.contains { ToolVerb.changes($0.name) } }
        order = suspects.sorted { a, b in
            if a.heat != b.heat { return a.heat > b.heat }
            if changes[a.message] != changes[b.message] { return changes[a.message] }
            return a.message < b.message
        }.map(\.message)
    }
}

/// Whether a tool changes something outside the conversation, told by the first verb of its name.
enum ToolVerb {
    private static let changing: Set<String> = [
        "add", "apply", "approve", "assign", "book", "buy", "cancel", "change", "close", "commit", "create", "delete",
        "deploy", "edit", "exchange", "insert", "install", "merge", "modify", "move", "order", "patch", "pay", "place",
        "post", "publish", "push", "put", "refund", "register", "remove", "rename", "replace", "reserve", "return",
        "save", "schedule", "send", "set", "submit", "transfer", "update", "upload", "withdraw", "write",
    ]

    /// Whether the first word of a name is a verb of change (`cancel_order`, `updateUser`, `mail.send`: `send`).
    static func changes(_ name: String) -> Bool {
        guard let last = name.split(separator: ".").last else { return false }
        let first = last.prefix { $0 != "_" && $0 != "-" && $0 != " " }
        let word = first.prefix(1).lowercased() + first.dropFirst().prefix { !$0.isUppercase }
        return changing.contains(word)
    }
}
