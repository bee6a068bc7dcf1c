import CreditEngine

/// Gives every message its turn by the first rule that fits, or by the rule a person chose.
///
/// Explicit turn numbers, then a round or step field, then a new turn whenever the next speaker has already spoken in
/// this one. Numbers that start at 0 (or below) are shifted to start at 1. Source: TraceFormat, "Turn and agent".
struct TurnAssignment {
    let rule: TurnRule
    /// The turn of each message, from 1, by ordinal.
    let turns: [Int]

    init(turns given: [Int?], rounds: [Int?], agents: [Int], rule wanted: TurnRule?, native: Bool) {
        let complete = !given.isEmpty && !given.contains(nil)
        let completeRounds = !rounds.isEmpty && !rounds.contains(nil)
        let rule = wanted ?? (complete || native ? .field : completeRounds ? .round : .speaker)
        switch rule {
        case .field where complete:
            (self.rule, turns) = (.field, TurnAssignment.fromOne(given.compactMap { $0 }))
        case .round where completeRounds:
            (self.rule, turns) = (.round, TurnAssignment.fromOne(rounds.compactMap { $0 }))
        case .order:
            (self.rule, turns) = (.order, agents.indices.map { $0 + 1 })
        default:
            (self.rule, turns) = (.speaker, TurnAssignment.bySpeaker(agents))
        }
    }

    /// Gives the messages of a trace their turns; throws when there are more than can be shown.
    func assign(to trace: inout Trace) throws(RecordHead.Fault) {
        trace.turnRule = rule
        for index in trace.messages.indices {
            let turn = turns[index]
            guard turn <= Limits.turns else { throw RecordHead.Fault(reason: "more than \(Limits.turns) turns") }
            trace.messages[index].turn = turn
            if trace.messages[index].sourceTurn == String(turn) { trace.messages[index].sourceTurn = nil }
        }
    }

    /// Numbers are bounded by the reader, so that their differences fit.
    private static func fromOne(_ numbers: [Int]) -> [Int] {
        guard let least = numbers.min(), least < 1 else { return numbers }
        return numbers.map { $0 - least + 1 }
    }

    private static func bySpeaker(_ agents: [Int]) -> [Int] {
        var turn = 1
        var spoken: Set<Int> = []
        return agents.map { agent in
            if !spoken.insert(agent).inserted {
                turn += 1
                spoken = [agent]
            }
            return turn
        }
    }
}
