/// What an agent of a team sees before it speaks.
///
/// Always two messages, because every provider takes them. `system` is the role prompt; for the aggregator the
/// aggregation prompt follows after a blank line. `user` is:
/// ```
/// Problem:
/// <the problem>
///
/// Conversation so far:
/// [turn 1] researcher: <what it said>
/// [turn 1] critic: <what it said>
///
/// It is turn 2 of 5. You are researcher. Write your message.
/// ```
/// Under `shared` visibility the conversation is everything said before, this turn included. Under `aggregated` it is
/// the aggregator's last message of the turn before; the aggregator also sees what the others said in this turn.
/// Nothing visible: `(nothing yet)`.
struct TeamInput: Sendable {
    /// The team whose rules hold.
    let team: Team
    /// The protocol, with the default filled in.
    let aggregation: AggregationProtocol
    private let opening: String
    private var shared = ""
    private var carried = ""
    private var thisTurn = ""
    private var turn = 0

    init(team: Team, aggregation: AggregationProtocol, problem: Problem) {
        self.team = team
        self.aggregation = aggregation
        opening = "Problem:\n\(problem.input ?? "(not recorded)")\n\nConversation so far:\n"
    }

    /// Takes note of a message that was said, in order.
    mutating func hear(_ text: String, by agent: String, turn: Int) {
        let line = "[turn \(turn)] \(agent): \(text)\n"
        guard aggregation.visibility == .aggregated else {
            shared += line
            return
        }
        begin(turn: turn)
        thisTurn += line
        if agent == aggregation.aggregator { next = line }
    }

    /// What the aggregator said in the current turn, carried when the next one begins.
    private var next = ""

    private mutating func begin(turn: Int) {
        guard turn != self.turn else { return }
        self.turn = turn
        carried = next
        thisTurn = ""
    }

    /// What a member sees when it is about to speak in a turn.
    mutating func messages(for member: Team.Member, turn: Int) -> [PromptMessage] {
        let aggregates = member.name == aggregation.aggregator
        var system = member.prompt ?? ""
        if aggregates, let prompt = aggregation.prompt, !prompt.isEmpty {
            system += system.isEmpty ? prompt : "\n\n" + prompt
        }
        let visible: String
        if aggregation.visibility == .shared {
            visible = shared
        } else {
            begin(turn: turn)
            visible = aggregates ? carried + thisTurn : carried
        }
        var user = opening
        user += visible.isEmpty ? "(nothing yet)\n" : visible
        user += "\nIt is turn \(turn) of \(aggregation.turns). You are \(member.name). Write your message."
        var messages = [PromptMessage(role: "user", content: user)]
        if !system.isEmpty { messages.insert(PromptMessage(role: "system", content: system), at: 0) }
        return messages
    }
}
