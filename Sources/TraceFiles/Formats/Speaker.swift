import CreditEngine

/// Who speaks, worked out from a message's fields.
struct Speaker: Hashable {
    var name: String
    var kind: Agent.Kind
    /// The routing note that was stripped from the name.
    var channel: String?

    /// The speaker named by a message; `nil` when nothing names one.
    init?(_ fields: MessageFields) {
        let role = fields.role?.string
        if let role, role == "tool" || role == "function" {
            self.init(name: "tool", kind: .tool, channel: fields.agent?.string)
            return
        }
        if let name = fields.agent?.string {
            self.init(splitting: name)
            return
        }
        guard let role else { return nil }
        self.init(splitting: role)
    }

    private init(name: String, kind: Agent.Kind, channel: String?) {
        self.name = name
        self.kind = kind
        self.channel = channel
    }

    /// Splits a routing suffix off a name: `Orchestrator (-> WebSurfer)` is `Orchestrator`, channel `-> WebSurfer`.
    init(splitting full: String) {
        var name = full
        var channel: String?
        if full.utf8.last == UInt8(ascii: ")"), let open = full.utf8.lastIndex(of: UInt8(ascii: "(")) {
            var end = open
            while end > full.startIndex, full.utf8[full.utf8.index(before: end)] == UInt8(ascii: " ") {
                end = full.utf8.index(before: end)
            }
            if end > full.startIndex {
                name = String(full[..<end])
                channel = String(full[full.utf8.index(after: open)...].dropLast())
            }
        }
        self.init(name: name, kind: Speaker.kind(of: name), channel: channel)
    }

    /// What kind of speaker a name tells of: the last word of it decides (`Computer_terminal` is a tool, `ToolPlanner`
    /// is not).
    static func kind(of name: String) -> Agent.Kind {
        var words: [[UInt8]] = [[]]
        var previousLower = false
        for byte in name.utf8 {
            let upper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            let separator = [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: ".")].contains(byte)
            if separator || (upper && previousLower) { words.append([]) }
            if !separator { words[words.count - 1].append(upper ? byte + 32 : byte) }
            previousLower = !upper && !separator
        }
        let text = words.map { String(decoding: $0, as: UTF8.self) }.filter { !$0.isEmpty }
        guard let last = text.last else { return .model }
        if toolWords.contains(last) { return .tool }
        if text.count == 1, peopleWords.contains(last) { return .human }
        if text.count == 2, peopleWords.contains(text[0]), last == "proxy" || last == "input" { return .human }
        return .model
    }

    private static let toolWords: Set<String> = [
        "terminal", "tool", "tools", "function", "shell", "console", "executor", "interpreter", "environment",
    ]
    private static let peopleWords: Set<String> = ["user", "human", "system", "developer", "customer"]
}
