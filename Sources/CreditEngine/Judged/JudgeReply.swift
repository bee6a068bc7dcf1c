/// What a judge answered about one turn, checked against the shape it was asked for.
struct JudgeReply: Sendable, Equatable {
    /// Own and group score by message number from 1; only those that it gave.
    let scores: [Int: (own: Double, group: Double)]
    /// The state's score; `nil` when it gave none.
    let state: Double?

    /// The most bytes of a reply.
    static let limit = 65_536

    /// Reads a reply about `count` messages; throws `JudgeError`.
    init(_ text: String, count: Int) throws {
        (scores, state) = try JudgeError.naming {
            let reply = try JSONReply(text, limit: Self.limit)
            let entries = try reply.object("scores")
            var scores: [Int: (own: Double, group: Double)] = [:]
            for number in 1...max(1, count) where entries["\(number)"] != nil {
                let entry = try entries.object("\(number)")
                guard let own = try entry.number("own", in: 0...1), let group = try entry.number("group", in: 0...1)
                else {
                    throw JSONReplyError.wrongShape(field: "scores.\(number)", expected: "own and group from 0 to 1")
                }
                scores[number] = (own, group)
            }
            return (scores, try reply.number("state", in: 0...1))
        }
    }

    static func == (a: JudgeReply, b: JudgeReply) -> Bool {
        a.state == b.state && a.scores.keys == b.scores.keys
            && a.scores.allSatisfy { number, score in b.scores[number].map { $0 == score } ?? false }
    }
}
