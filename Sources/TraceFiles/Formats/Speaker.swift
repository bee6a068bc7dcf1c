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
        func hasRole(_ roles: [StaticString]) -> Bool { fields.role?.utf8?.isAny(of: roles) ?? false }
        if hasRole(Self.toolRoles) {
            self.init(name: "tool", kind: .tool, channel: fields.agent?.string, isTold: true)
        } else if let name = fields.agent?.string {
            self.init(splitting: name, anyNote: false)
            // Whoever answers as a model is one, whatever the name sounds like.
            if hasRole(Self.modelRoles) { (kind, isTold) = (.model, true) }
        } else if let role = fields.role?.string {
            self.init(splitting: role, anyNote: true)
            if hasRole(Self.personRoles) { (kind, isTold) = (.human, true) }
            if hasRole(Self.modelRoles) { isTold = true }
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
    private static let toolRoles: [StaticString] = ["tool", "function"]
    private static let modelRoles: [StaticString] = ["assistant", "model", "ai"]
    private static let personRoles: [StaticString] = ["user", "human", "system", "developer", "customer"]

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
        var name = name
        return name.withUTF8 { bytes in
            var (count, first, last) = (0, 0..<0, 0..<0)
            var (startsWord, previousLower) = (true, false)
            for (index, byte) in bytes.enumerated() {
                let isUpper = byte &- UInt8(ascii: "A") < 26
                if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
                    || byte == UInt8(ascii: ".")
                {
                    (startsWord, previousLower) = (true, false)
                    continue
                }
                if startsWord || isUpper && previousLower {
                    count += 1
                    last = index..<index
                }
                last = last.lowerBound..<index + 1
                if count == 1 { first = last }
                (startsWord, previousLower) = (false, !isUpper)
            }
            func says(_ word: Range<Int>, _ words: [StaticString]) -> Bool {
                UnsafeBufferPointer(rebasing: bytes[word]).isAny(ofLowerCase: words)
            }
            if says(last, toolWords) { return .tool }
            let isPerson = says(first, peopleWords) && (count == 1 || count == 2 && says(last, standIns))
            return isPerson ? .human : .model
        }
    }

    /// Words that name a thing and no role of a team: an executor, an interpreter, a developer or a customer may be an agent.
    private static let toolWords: [StaticString] = [
        "terminal", "tool", "tools", "function", "shell", "console", "environment",
    ]
    private static let peopleWords: [StaticString] = ["user", "human", "system"]
    private static let standIns: [StaticString] = ["proxy", "input"]
}
