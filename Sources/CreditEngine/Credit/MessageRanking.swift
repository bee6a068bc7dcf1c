/// The one order of a run's messages by suspicion, which suspects, screens and evaluations share.
///
/// The hottest first. Of equally hot messages, one that calls for a change comes before one that only looks something up (what
/// was looked up can be looked up again), and then the earlier one: of two mistakes, the first is the one that is asked for.
struct MessageRanking {
    /// Messages of models, the most suspect first, as indices into `Trace.messages`.
    let order: [Int]

    init(_ trace: Trace, _ heats: [EstimatedCredit.MessageHeat]) {
        let suspects = heats.compactMap { heat in heat.score.value.map { (message: heat.message, heat: $0) } }
        // By index: a mapping of the messages copies each of them.
        let changes = trace.messages.indices.map { trace.messages[$0].tools.contains { ToolVerb.changes($0.name) } }
        order = suspects.sorted { a, b in
            if a.heat != b.heat { return a.heat > b.heat }
            if changes[a.message] != changes[b.message] { return changes[a.message] }
            return a.message < b.message
        }.map(\.message)
    }
}

/// Whether a tool changes something outside the conversation, told by the first verb of its name.
enum ToolVerb {
    private static let changing = WordSet([
        "add", "apply", "approve", "assign", "book", "buy", "cancel", "change", "close", "commit", "create", "delete",
        "deploy", "edit", "exchange", "insert", "install", "merge", "modify", "move", "order", "patch", "pay", "place",
        "post", "publish", "push", "put", "refund", "register", "remove", "rename", "replace", "reserve", "return",
        "save", "schedule", "send", "set", "submit", "transfer", "update", "upload", "withdraw", "write",
    ])

    /// Whether the first word of a name is a verb of change (`cancel_order`, `updateUser`, `mail.send`: `send`).
    static func changes(_ name: String) -> Bool {
        var ascii = name
        if let verb = ascii.withUTF8(verb) { return changing.contains(verb) }
        guard let last = name.split(separator: ".").last else { return false }
        let first = last.prefix { $0 != "_" && $0 != "-" && $0 != " " }
        let word = first.prefix(1).lowercased() + first.dropFirst().prefix { !$0.isUppercase }
        return changing.contains(WordHash.of(word))
    }

    /// The hash of the first word of a name in ASCII, which most are; `nil` for any other.
    private static func verb(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        let end = (bytes.lastIndex { $0 != UInt8(ascii: ".") } ?? -1) + 1
        let start = (bytes[..<end].lastIndex(of: UInt8(ascii: ".")) ?? -1) + 1
        var hash = WordHash()
        for at in start..<end {
            let c = bytes[at]
            let isCapital = c &- UInt8(ascii: "A") < 26
            if c == UInt8(ascii: "_") || c == UInt8(ascii: "-") || c == UInt8(ascii: " ") || isCapital && at > start {
                break
            }
            hash.add(isCapital ? c | 0x20 : c)
        }
        return hash.value
    }
}
