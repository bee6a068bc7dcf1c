import CreditEngine

/// What kind of speaker an agent is where its record does not say so: by what it says, and by its name as a hint.
///
/// A role (`assistant`, `tool`, a nameless `user`) is the record's word and is never overruled by a name.
enum SpeakerKinds {
    /// The kinds of a trace's agents.
    ///
    /// - Parameter told: the agents whose kind the record tells, as indices into `Trace.agents`.
    static func settle(_ trace: inout Trace, told: Set<Int>) {
        for agent in trace.agents.indices where !told.contains(agent) && trace.agents[agent].kind == .model {
            let own = trace.messages.filter { $0.agent == agent }
            if answersLikeTool(own) {
                trace.agents[agent].kind = .tool
            } else if onlyAsks(own, trace) {
                trace.agents[agent].kind = .human
            }
        }
    }

    /// Takes a person's word on kinds, by the agents' names.
    static func overrule(_ trace: inout Trace, by kinds: [String: Agent.Kind]) {
        guard !kinds.isEmpty else { return }
        for agent in trace.agents.indices {
            if let kind = kinds[trace.agents[agent].name] { trace.agents[agent].kind = kind }
        }
    }

    /// Whether all that a speaker says is what a program printed, apart from one text that it may repeat (that there is
    /// nothing to run).
    private static func answersLikeTool(_ messages: [Message]) -> Bool {
        var said: Set<String> = []
        var runs = 0
        for message in messages {
            guard message.tools.isEmpty else { return false }
            if isOutput(message.output) { runs += 1 } else { said.insert(message.output) }
        }
        return runs > 0 && said.count <= 1
    }

    /// Whether all that a speaker says is the task, word for word.
    private static func onlyAsks(_ messages: [Message], _ trace: Trace) -> Bool {
        guard let task = trace.problem?.input.map(trimmed), !task.isEmpty, !messages.isEmpty else { return false }
        return messages.allSatisfy { trimmed($0.output) == task }
    }

    /// Whether a text begins as runners of programs begin: with an exit code, a traceback or what was written to a stream.
    static func isOutput(_ text: String) -> Bool {
        let head = text.utf8.prefix(120).split(separator: UInt8(ascii: "\n")).first { !$0.allSatisfy { $0 <= 0x20 } }
        guard let head else { return false }
        let line = String(decoding: head, as: UTF8.self).lowercased()
        return beginnings.contains { line.hasPrefix($0) } || exits.contains { line.utf8Contains($0) }
    }

    private static let beginnings = ["traceback (most recent", "stdout:", "stderr:", "[exit ", "$ "]
    private static let exits = ["exitcode:", "exitcode ", "exit code", "exit status", "exited with"]

    private static func trimmed(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 })
        else {
            return []
        }
        return Array(bytes[first...last])
    }
}

extension String {
    /// Whether the bytes of another text occur in this one.
    fileprivate func utf8Contains(_ part: String) -> Bool {
        let (own, wanted) = (Array(utf8), Array(part.utf8))
        guard own.count >= wanted.count else { return false }
        return (0...(own.count - wanted.count)).contains { start in
            own[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}
