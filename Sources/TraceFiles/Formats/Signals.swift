/// The keys by which a record is recognised.
///
/// Where several names mean the same, the first of them in the list of TraceFormat counts, whatever the order in the
/// record; where one name stands twice, the last one.
struct Signals {
    /// The value of `type`, when it is a string.
    var type: String?
    /// The run's identifier under any of its known names.
    var id: RecordID?
    /// The run's identifier under its native name, `trace`.
    var nativeID: RecordID?
    /// The list of messages of a whole run; valid as long as these signals are.
    var messages: JSONNode?
    /// Whether there is text and somebody who said it, so that this can be one message.
    var speaks: Bool { hasSpeaker && hasText }
    /// Whether there is a native message's text.
    var hasOutput = false

    /// The field that the list stands in.
    private(set) var listField: JSONNode?
    /// Owns the list when it stands as JSON in a text.
    private var embedded: EmbeddedJSON?
    private var hasSpeaker = false
    private var hasText = false
    private var idRank = Int.max
    private var listRank = Int.max

    init(_ node: JSONNode, mapping: ReadingOptions.FieldMapping) {
        if !mapping.isEmpty { takeMapped(node, mapping) }
        node.forEachField { key, value in
            switch key {
            case "type": type = value.string
            case "messages": takeList(value, rank: 0)
            case "history": takeList(value, rank: 1)
            case "traj": takeList(value, rank: 2)
            case "agent", "name", "source", "role", "speaker", "sender", "from", "author":
                hasSpeaker = hasSpeaker || value.kind == .string
            case "output":
                hasText = true
                hasOutput = true
            case "content", "text", "message": hasText = hasText || value.kind != .object
            case "parts": hasText = hasText || value.kind == .array
            case "tool_calls": hasText = true
            default:
                guard let rank = RunFields.rank(of: key) else { break }
                if rank == 0 { nativeID = RecordID(value) }
                takeID(value, rank: rank)
            }
        }
    }

    private mutating func takeMapped(_ node: JSONNode, _ mapping: ReadingOptions.FieldMapping) {
        func value(_ path: String?) -> JSONNode? { path.flatMap { FieldPath($0).value(in: node) } }
        if let id = value(mapping.run) { takeID(id, rank: -1) }
        if let list = value(mapping.messages) { takeList(list, rank: -1) }
        hasSpeaker = value(mapping.agent) != nil
        hasText = value(mapping.text) != nil
    }

    private mutating func takeID(_ value: JSONNode, rank: Int) {
        guard rank <= idRank, let found = RecordID(value) else { return }
        (id, idRank) = (found, rank)
    }

    private mutating func takeList(_ value: JSONNode, rank: Int) {
        guard rank <= listRank else { return }
        if value.kind == .array {
            (messages, listField, listRank, embedded) = (value, value, rank, nil)
        } else if value.utf8?.first == UInt8(ascii: "["), let list = EmbeddedJSON(unwrapping: value) {
            (messages, listField, listRank, embedded) = (list.root, value, rank, list)
        }
    }
}
