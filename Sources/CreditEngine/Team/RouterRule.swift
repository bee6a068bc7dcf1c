/// An agent whose every message names who speaks next, read off a recorded run.
///
/// It speaks first and after every other agent; the run ends when it names nobody. The rule is taken only if it gives
/// every speaker of the record and its end, with two different agents named or more.
struct RouterRule: Sendable, Equatable {
    /// Which of several names in one message is meant.
    enum Naming: Sendable, CaseIterable {
        case first, last
    }

    let name: String
    private let candidates: [String]
    private let naming: Naming
    private let turnRule: TurnRule
    /// Messages after which a run is given up.
    let limit: Int

    /// Finds the router of a record; `nil` when the record shows none.
    ///
    /// - Parameters:
    ///   - slots: the slots of the models' messages, in order.
    ///   - members: the names of the team.
    init?(of trace: Trace, _ slots: [RunPlan.Slot], members: [String]) {
        guard let name = slots.first?.agent, slots.first?.turn == 1,
            Self.speaking(trace).count == slots.count
        else { return nil }
        let others = slots.map(\.agent) + members
        let candidates = others.reduce(into: [String]()) { if $1 != name, !$0.contains($1) { $0.append($1) } }
        guard Set(slots.map(\.agent)).count > 2 else { return nil }
        for naming in Naming.allCases {
            self.init(
                name: name, candidates: candidates, naming: naming, turnRule: trace.turnRule,
                limit: 2 * slots.count + members.count)
            if gives(slots, trace) { return }
        }
        return nil
    }

    private init(name: String, candidates: [String], naming: Naming, turnRule: TurnRule, limit: Int) {
        (self.name, self.candidates, self.naming) = (name, candidates, naming)
        (self.turnRule, self.limit) = (turnRule, limit)
    }

    /// Whether the rule gives every slot of a record, and its end.
    private func gives(_ slots: [RunPlan.Slot], _ trace: Trace) -> Bool {
        zip(slots.indices, Self.speaking(trace)).allSatisfy { place, message in
            next(after: message.output, heard: Array(slots[...place]))
                == (place + 1 < slots.count ? slots[place + 1] : nil)
        }
    }

    /// The messages from the first one of a model on.
    private static func speaking(_ trace: Trace) -> [Message] {
        Array(
            trace.messages.drop { message in
                !trace.agents.indices.contains(message.agent) || trace.agents[message.agent].kind != .model
            })
    }

    /// Who speaks after a message; `nil` at the end.
    ///
    /// - Parameter heard: the slots so far, that of the message last.
    func next(after text: String, heard: [RunPlan.Slot]) -> RunPlan.Slot? {
        guard let last = heard.last else { return RunPlan.Slot(turn: 1, agent: name) }
        guard let agent = last.agent == name ? named(in: text) : name else { return nil }
        let turn = heard.reversed().prefix { $0.turn == last.turn }
        let again = turnRule == .order || turn.contains { $0.agent == agent }
        return RunPlan.Slot(turn: again ? last.turn + 1 : last.turn, agent: agent)
    }

    /// The agent that a message of the router names, as whole words in any case.
    private func named(in text: String) -> String? {
        let lower = Array(text.lowercased().utf8)
        let places = candidates.compactMap { candidate -> (place: Int, agent: String)? in
            let word = Array(candidate.lowercased().utf8)
            return Self.place(of: word, in: lower, naming).map { ($0, candidate) }
        }
        return naming == .first
            ? places.min { $0.place < $1.place }?.agent : places.max { $0.place < $1.place }?.agent
    }

    private static func place(of word: [UInt8], in text: [UInt8], _ naming: Naming) -> Int? {
        guard !word.isEmpty, word.count <= text.count else { return nil }
        func isWord(_ byte: UInt8) -> Bool {
            byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        func stands(at place: Int) -> Bool {
            let end = place + word.count
            return text[place] == word[0] && text[place..<end].elementsEqual(word)
                && (place == 0 || !isWord(text[place - 1])) && (end == text.count || !isWord(text[end]))
        }
        let places = 0...(text.count - word.count)
        return naming == .first ? places.first(where: stands) : places.last(where: stands)
    }
}
