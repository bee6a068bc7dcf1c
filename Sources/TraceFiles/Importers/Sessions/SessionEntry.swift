import CreditEngine

/// One message of a coding agent's session, before the order of all of them is known.
struct SessionEntry {
    enum Speaker: Equatable { case person, model }

    /// ISO 8601; empty when the file has none.
    var time = ""
    /// Which conversation of the session it belongs to; empty for the main one.
    var thread = ""
    var speaker: Speaker
    var content: MessageContent
    /// The record's own identifier, and that of the record it follows.
    var id: String?
    var parent: String?
    /// The model's message, of which several records may hold parts.
    var messageID: String?
    var model: String?
    var usage: Usage?
}

/// A session of a coding agent and its sub-agents, put together from entries of any order.
struct SessionAssembly {
    /// A call that started a sub-agent.
    private struct Delegation {
        var call: String?
        var prompt: String?
        var type: String?
        var thread: String
        var isTaken = false
    }

    /// The name of the agent that a person talks to.
    static let mainAgent = "main"

    var entries: [SessionEntry] = []
    /// Kinds of sub-agents by thread, as files beside the session tell them.
    var types: [String: String] = [:]
    /// Threads by the call that started them.
    var threadOfCall: [String: String] = [:]
    /// Records that a later one took back.
    var retracted: Set<String> = []
    var notices: [String] = []
    var answer: String?

    /// The run; entries in order of time, sub-agents' words as their own.
    func fill(_ run: inout ImportedRun) {
        var kept = entries.filter { $0.id.map { !retracted.contains($0) } ?? true }
        if kept.allSatisfy({ !$0.time.isEmpty }) {
            let order = kept.indices.sorted { (kept[$0].time, $0) < (kept[$1].time, $1) }
            kept = order.map { kept[$0] }
        }
        // A file of one sub-agent alone is that agent's own run.
        let hasMain = kept.contains { $0.thread.isEmpty }
        let (names, calls) = linked(kept)
        countUsageOnce(&kept)
        var prompts: [String: String] = [:]
        for entry in kept {
            let name = entry.thread.isEmpty ? Self.mainAgent : names[entry.thread] ?? "subagent"
            guard entry.speaker == .model else {
                run.answer(entry.content.results.filter { $0.id.map { calls[$0] == nil } ?? true })
                let text = entry.content.text
                guard !text.isEmpty else { continue }
                if entry.thread.isEmpty || !hasMain {
                    run.setQuestion(text)
                    run.begin(.init(agent: "user", kind: .human, text: text, ended: TimeStamp.iso(entry.time)))
                } else if prompts[entry.thread] == nil {
                    prompts[entry.thread] = text
                }
                continue
            }
            run.started = run.started ?? (entry.time.isEmpty ? nil : entry.time)
            var statement = ImportedRun.Statement(agent: name, ended: TimeStamp.iso(entry.time))
            (statement.model, statement.usage) = (entry.model, entry.usage)
            if let prompt = prompts[entry.thread], !prompt.isEmpty {
                statement.input = [PromptMessage(role: "user", content: prompt)]
                prompts[entry.thread] = ""
            }
            run.say(entry.content, by: statement)
            for call in entry.content.calls {
                if let id = call.id, let target = calls[id] { run.redirect(call: id, to: names[target] ?? "subagent") }
            }
        }
        run.notices = notices
        run.answer = answer
    }

    /// The names of the sub-agents by thread, and the threads by the calls that started them.
    private func linked(_ entries: [SessionEntry]) -> (names: [String: String], calls: [String: String]) {
        var open: [Delegation] = []
        var firstWords: [String: String] = [:]
        var threads: [String] = []
        for entry in entries {
            for call in entry.content.calls where Self.delegates.contains(call.name) {
                let arguments = EmbeddedJSON(call.arguments)
                withExtendedLifetime(arguments) {
                    let root = arguments?.root
                    open.append(
                        Delegation(
                            call: call.id, prompt: (root?["prompt"] ?? root?["description"])?.string,
                            type: (root?["subagent_type"] ?? root?["agent_type"] ?? root?["name"])?.string,
                            thread: entry.thread))
                }
            }
            guard !entry.thread.isEmpty else { continue }
            if !threads.contains(entry.thread) { threads.append(entry.thread) }
            if entry.speaker == .person, firstWords[entry.thread] == nil {
                firstWords[entry.thread] = entry.content.text
            }
        }
        var (names, calls): ([String: String], [String: String]) = ([:], [:])
        var used: [String: Int] = [:]
        for thread in threads {
            let at =
                open.firstIndex { !$0.isTaken && $0.call != nil && threadOfCall[$0.call ?? ""] == thread }
                ?? open.firstIndex { !$0.isTaken && $0.prompt != nil && $0.prompt == firstWords[thread] }
                ?? open.firstIndex { !$0.isTaken && $0.thread != thread && $0.type != nil && $0.type == types[thread] }
            if let at {
                open[at].isTaken = true
                if let call = open[at].call { calls[call] = thread }
            }
            let name = types[thread] ?? at.flatMap { open[$0].type } ?? "subagent"
            used[name, default: 0] += 1
            names[thread] = used[name] == 1 ? name : "\(name) \(used[name] ?? 1)"
        }
        return (names, calls)
    }

    /// Tools that start a sub-agent.
    private static let delegates: Set<String> = ["Task", "Agent", "task", "agent", "spawn_agent", "delegate"]

    /// Every record of a message repeats its token counts: the last counts of a message are given to its first record.
    private func countUsageOnce(_ entries: inout [SessionEntry]) {
        var first: [String: Int] = [:]
        for index in entries.indices {
            guard let id = entries[index].messageID else { continue }
            guard let at = first[id] else {
                first[id] = index
                continue
            }
            entries[at].usage = entries[index].usage ?? entries[at].usage
            entries[index].usage = nil
        }
    }
}
