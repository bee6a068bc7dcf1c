/// The keys by which a record is recognised.
struct Signals {
    /// The value of `type`, when it is a string.
    var type: String?
    /// The run's identifier under any of its known names.
    var id: UnsafeBufferPointer<UInt8>?
    /// The run's identifier under its native name, `trace`.
    var nativeID: UnsafeBufferPointer<UInt8>?
    /// The list of messages of a whole run.
    var messages: JSONNode?
    /// Whether there is text and somebody who said it, so that this can be one message.
    var speaks: Bool { hasSpeaker && hasText }

    private var hasSpeaker = false
    private var hasText = false

    init(_ node: JSONNode, mapping: ReadingOptions.FieldMapping) {
        var idRank = Int.max
        node.forEachField { key, value in
            if let name = mapping.run, key.matches(name) {
                (id, idRank) = (value.utf8, -1)
                return
            }
            if let name = mapping.messages, key.matches(name), value.kind == .array { messages = value }
            if let name = mapping.agent, key.matches(name) { hasSpeaker = true }
            if let name = mapping.text, key.matches(name) { hasText = true }
            switch key {
            case "type": type = value.string
            case "trace":
                nativeID = value.utf8
                if value.kind == .string, idRank >= 0 { (id, idRank) = (value.utf8, 0) }
            case "trace_id": if value.kind == .string, idRank >= 1 { (id, idRank) = (value.utf8, 1) }
            case "run_id": if value.kind == .string, idRank >= 2 { (id, idRank) = (value.utf8, 2) }
            case "session_id": if value.kind == .string, idRank >= 3 { (id, idRank) = (value.utf8, 3) }
            case "conversation_id": if value.kind == .string, idRank >= 4 { (id, idRank) = (value.utf8, 4) }
            case "messages", "history", "traj": if value.kind == .array, messages == nil { messages = value }
            case "agent", "name", "source", "role": hasSpeaker = hasSpeaker || value.kind == .string
            case "output", "content", "text", "message": hasText = hasText || value.kind != .object
            case "tool_calls": hasText = true
            default: break
            }
        }
    }
}
