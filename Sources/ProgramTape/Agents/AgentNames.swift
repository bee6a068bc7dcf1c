import CreditEngine
import Synchronization

/// Tells which agent asks a model, since a request names no agent.
///
/// In this order: the agent that the request names itself (`X-Ascribe-Agent`), an agent whose known prompt is the system
/// prompt, an agent whose known prompt is alike *and* whose name the prompt gives likewise (templates differ from run to
/// run; two agents whose prompts differ in their names only must stay apart), else a new agent, named after the first words
/// of its prompt. Equal prompts are one agent unless the request tells them apart; alike prompts that one run sends are one
/// agent only where they differ in what the run fills in. A prompt that is a person's message carries the question and what
/// others said as well, so it is alike where it gives the same name. The name that comes of this is replaced by the one that
/// a person gave for it.
final class AgentNames: Sendable {
    /// How alike two prompts of one agent are at least.
    static let likeness = 0.6

    private let known: Mutex<[(name: String, prompt: String)]>
    private let given: [String: String]

    /// - Parameters:
    ///   - prompts: known agents with their prompts.
    ///   - given: the names that a person gave, by those that come of prompts and hints.
    init(_ prompts: [(name: String, prompt: String)] = [], given: [String: String] = [:]) {
        known = Mutex(prompts)
        self.given = given
    }

    /// The known prompt of an agent: the first of several that a person made one.
    func prompt(of name: String) -> String? {
        known.withLock { $0.first { $0.name == name } ?? $0.first { given[$0.name] == name } }?.prompt
    }

    /// The agent of a request.
    ///
    /// - Parameters:
    ///   - prompt: what tells the agent what it is: the system prompt, or a template made of a person's first message.
    ///   - isLead: whether the prompt is such a message.
    ///   - hint: the name that the request gives itself.
    ///   - accepts: whether an agent whose known prompt is alike may be the one, by its name here.
    func agent(
        prompt: String, isLead: Bool = false, hint: String?, accepts: (_ name: String) -> Bool = { _ in true }
    ) -> String {
        let name = own(prompt, isLead: isLead, hint: hint) { accepts(given[$0] ?? $0) }
        return given[name] ?? name
    }

    private func own(_ system: String, isLead: Bool, hint: String?, accepts: (String) -> Bool) -> String {
        known.withLock { known in
            if let hint, !hint.isEmpty {
                if !known.contains(where: { $0.name == hint }) { known.append((hint, system)) }
                return hint
            }
            let trimmed = system.trimmed
            if let same = known.first(where: { $0.prompt.trimmed == trimmed }) { return same.name }
            let word = Self.name(in: system)
            let namesakes = known.filter { Self.name(in: $0.prompt) == word && accepts($0.name) }
            if isLead, let same = namesakes.first { return same.name }
            let words = PromptWords(system)
            let alike =
                namesakes
                .map { (name: $0.name, likeness: PromptWords($0.prompt).likeness(to: words)) }
                .max { $0.likeness < $1.likeness }
            if let alike, alike.likeness > Self.likeness { return alike.name }
            let base = word ?? (system.isEmpty ? "agent" : "agent-\(known.count + 1)")
            var name = base
            var number = 2
            while known.contains(where: { $0.name == name }) {
                name = "\(base)-\(number)"
                number += 1
            }
            known.append((name, system))
            return name
        }
    }

    /// The words that a prompt gives as the agent's name or trade (`You are the fact checker of …` → `fact-checker`).
    static func name(in system: String) -> String? {
        guard let start = system.firstRange(of: "ou are ") ?? system.firstRange(of: "OU ARE ") else { return nil }
        var words: [Substring] = []
        let ends: Set<String> = [
            "of", "who", "in", "for", "and", "at", "with", "that", "on", "to", "responsible", "working", "tasked",
            "asked",
            "given", "going", "here", "now", "not", "about", "by", "from", "helping",
        ]
        for word in system[start.upperBound...].prefix(120).split(whereSeparator: \.isWhitespace) {
            let bare = word.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            if words.isEmpty, ["a", "an", "the"].contains(bare.lowercased()) { continue }
            guard !bare.isEmpty, !ends.contains(bare.lowercased()) else { break }
            words.append(bare)
            if bare.count < word.count || words.count == 3 { break }
        }
        guard !words.isEmpty else { return nil }
        return words.joined(separator: "-").lowercased()
    }
}

extension String {
    fileprivate var trimmed: Substring {
        let start = self[...].drop { $0.isWhitespace }
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
