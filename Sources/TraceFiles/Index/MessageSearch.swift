public import CreditEngine

extension TraceReader {
    /// The number of messages of a run whose text holds the pattern; nothing is decoded for it.
    public func messages(of run: Int, matching pattern: TextPattern) throws -> Int {
        var found = 0
        let mapping = options.mapping
        try forEachRecord(of: run) { node, kind in
            switch kind {
            case .message:
                if Self.matches(node, pattern, mapping) { found += 1 }
            case .run:
                Signals(node, mapping: mapping).messages?.forEach { message in
                    if Self.matches(message, pattern, mapping) { found += 1 }
                }
            case .trace, .state, .outcome, .label, .unknown: break
            }
        }
        return found
    }

    private static func matches(
        _ node: JSONNode, _ pattern: TextPattern, _ mapping: ReadingOptions.FieldMapping
    ) -> Bool {
        guard let text = MessageFields(node, mapping: mapping).text else { return false }
        if let utf8 = text.utf8 { return pattern.matches(utf8) }
        return pattern.matches(MessageReader.text(text))
    }
}
