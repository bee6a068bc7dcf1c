/// The fields that tell that an object is a message of somebody in a turn that can be shown.
///
/// Most messages are told so from their most usual fields; `MessageFields` decides about all others.
struct MessageOutline {
    private var hasAgent = false
    private var hasText = false
    private var turn: JSONNode?

    init(_ node: JSONNode) {
        node.forEachField { key, value in
            switch key {
            case "agent", "name": hasAgent = hasAgent || value.utf8?.isEmpty == false
            case "content", "output", "text": hasText = true
            case "turn": turn = value
            default: break
            }
        }
    }

    /// Whether it has an agent, so that it is no instruction, a text, and no turn beyond the bounds; whatever is not plain
    /// may be a message, too.
    var isPlain: Bool {
        guard hasAgent, hasText else { return false }
        return turn?.double.map { abs($0) <= Double(Limits.turns) } ?? true
    }
}
