import CreditEngine

/// Who speaks, worked out from a message's fields.
struct Speaker: Hashable {
    var name: String
    var kind: Agent.Kind
    /// The routing note that was stripped from the name.
    var channel: String?
    /// Whether the record says the kind; else the name hints at it.
    var isTold = false

    /// The speaker named by a message; `nil` when nothing names one.
    init?(_ fields: MessageFields) {
        let role = fields.role?.string
        if let role, role == "tool" || role == "function" {
            self.init(name: "tool", kind: .tool, channel: fields.agent?.string, isTold: true)
        } else if let name = fields.agent?.string {
            self.init(splitting: name, anyNote: false)
            // Whoever answers as a model is one, whatever the name sounds like.
            if let role, Self.modelRoles.contains(role) { (kind, isTold) = (.model, true) }
        } else if let role {
            self.init(splitting: role, anyNote: true)
            if Self.personRoles.contains(role) { (kind, isTold) = (.human, true) }
            if Self.modelRoles.contains(role) { isTold = true }
        } else {
            return nil
        }
    }

    /// A tool's answer, with the tool's name as its channel.
    init(toolNamed name: String?) { self.init(name: "tool", kind: .tool, channel: name, isTold: true) }

    /// A speaker of a known kind.
    init(splitting name: String, kind: Agent.Kind) { self.init(name: name, kind: kind, channel: nil, isTold: true) }

    private init(name: String, kind: Agent.Kind, channel: String?, isTold: Bool = false) {
        self.name = name
        self.kind = kind
        self.channel = channel
        self.isTold = isTold
    }

    /// Roles of chat interfaces: who is meant is the record's word.
    private static let (modelRoles, personRoles): (Set<String>, Set<String>) = (
        ["assistant", "model", "ai"], ["user", "human", "system", "developer", "customer"]
    )

    /// Splits a routing note off a name: `Orchestrator (-> WebSurfer)` is `Orchestrator`, channel `-> WebSurfer`.
    ///
    /// Unless `anyNote`, only what is surely routing is split off: `Solver (A)` and `Solver (B)` are two agents.
    init(splitting full: String, anyNote: Bool) {
        let bytes = full.utf8
        if bytes.last == UInt8(ascii: ")"), let open = bytes.lastIndex(of: UInt8(ascii: "(")) {
            let note = String(full[bytes.index(after: open)..<bytes.index(before: bytes.endIndex)])
            var end = open
            while end > full.startIndex, bytes[bytes.index(before: end)] == UInt8(ascii: " ") {
                end = bytes.index(before: end)
            }
            if end > full.startIndex, anyNote || note.hasPrefix("->") || Self.notes.contains(note) {
                let name = String(full[..<end])
                self.init(name: name, kind: Self.kind(of: name), channel: note)
                return
            }
        }
        self.init(name: full, kind: Self.kind(of: full), channel: nil)
    }

    /// Notes of Magentic-One's orchestrator.
    private static let notes: Set<String> = ["thought", "termination condition"]

    /// What kind of speaker a name hints at: the last word of it decides (`Computer_terminal` is a tool, `ToolPlanner`
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

    /// Words that name a thing and no role of a team: an executor, an interpreter, a developer or a customer may be an agent.
    private static let toolWords: Set<String> = [
        "terminal", "tool", "tools", "function", "shell", "console", "environment",
    ]
    private static let peopleWords: Set<String> = ["user", "human", "system"]
}
