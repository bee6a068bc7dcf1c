import CreditEngine

/// A model's input taken apart: nothing but the messages it was sent.
struct ReadInput: Sendable {
    var prompt: String
    var problem: String
    /// The bytes of the visible conversation.
    var conversation: [UInt8]
    var turn: Int
    var turns: Int
    var agent: String

    /// Reads an input in the form that `TeamRunner` documents; `nil` when it has another form.
    init?(_ messages: [PromptMessage]) {
        guard let user = messages.last(where: { $0.role == "user" }) else { return nil }
        prompt = messages.first { $0.role == "system" }?.content ?? ""
        let bytes = Array(user.content.utf8)
        guard let talk = bytes.first(Self.opening, from: 0), let close = bytes.last(Self.closing), talk < close,
            bytes.starts(with: Self.start)
        else { return nil }
        problem = String(decoding: bytes[Self.start.count..<talk], as: UTF8.self)
        conversation = Array(bytes[(talk + Self.opening.count)..<close])
        let last = String(decoding: bytes[(close + Self.closing.count)...], as: UTF8.self)
        let words = last.split(separator: " ", maxSplits: 5)
        guard words.count == 6, let turn = Int(words[0]), let turns = Int(words[2].dropLast()),
            let end = words[5].firstRange(of: ". Write")
        else { return nil }
        self.turn = turn
        self.turns = turns
        agent = String(words[5][..<end.lowerBound])
    }

    private static let start = Array("Problem:\n".utf8)
    private static let opening = Array("\n\nConversation so far:\n".utf8)
    private static let closing = Array("\nIt is turn ".utf8)
}

extension [UInt8] {
    /// Where a text first occurs at or after a place.
    fileprivate func first(_ needle: [UInt8], from start: Int) -> Int? {
        guard let head = needle.first, needle.count <= count else { return nil }
        var at = start
        while at <= count - needle.count {
            if self[at] == head, matches(needle, at: at) { return at }
            at += 1
        }
        return nil
    }

    /// Where a text last occurs.
    fileprivate func last(_ needle: [UInt8]) -> Int? {
        guard let head = needle.first, needle.count <= count else { return nil }
        for at in stride(from: count - needle.count, through: 0, by: -1)
        where self[at] == head && matches(needle, at: at) {
            return at
        }
        return nil
    }

    /// Whether a text stands at a place that is known to have room for it.
    fileprivate func matches(_ needle: [UInt8], at place: Int) -> Bool {
        for i in 0..<needle.count where self[place + i] != needle[i] { return false }
        return true
    }
}
