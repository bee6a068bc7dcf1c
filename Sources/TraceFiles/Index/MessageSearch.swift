public import CreditEngine

extension TraceReader {
    /// The number of messages of a run whose text holds the pattern.
    ///
    /// Nothing is decoded for it, and lines that cannot hold the pattern are not even parsed.
    public func messages(of run: Int, matching pattern: TextPattern) throws -> Int {
        if isForeign(run) {
            return try trace(run).messages.count { pattern.matches($0.output) }
        }
        var found = 0
        let mapping = options.mapping
        let sieve = SearchSieve(pattern)
        try forEachRecord(of: run, where: sieve.passes) { node, kind in
            switch kind {
            case .message:
                if Self.matches(node, pattern, mapping) { found += 1 }
            case .run:
                let signals = Signals(node, mapping: mapping)
                withExtendedLifetime(signals) {
                    signals.messages?.forEach { if Self.matches($0, pattern, mapping) { found += 1 } }
                }
            case .trace, .state, .outcome, .label, .unknown: break
            }
        }
        return found
    }

    private static func matches(
        _ node: JSONNode, _ pattern: TextPattern, _ mapping: ReadingOptions.FieldMapping
    ) -> Bool {
        let fields = MessageFields(node, mapping: mapping)
        guard !fields.isInstruction else { return false }
        if let utf8 = fields.text?.utf8, fields.parts.isEmpty, fields.oddity(in: node) == nil {
            return pattern.matches(utf8)
        }
        return pattern.matches(PlainMessage(node, mapping: mapping).text)
    }
}

/// Tells from the bytes of a JSON text whether one of its strings can hold a pattern.
///
/// A string that holds the pattern is written with the pattern's own bytes, unless one of them is written as an escape:
/// then the text has `\u`, or the pattern has a character that has an escape of its own.
struct SearchSieve {
    private let pattern: TextPattern
    private let escape = TextPattern("\\u")
    private let isPlain: Bool

    init(_ pattern: TextPattern) {
        self.pattern = pattern
        isPlain = !pattern.text.utf8.contains { byte in
            byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/")
        }
    }

    /// Whether the text has to be parsed to know.
    func passes(_ text: UnsafeRawBufferPointer) -> Bool {
        guard isPlain else { return true }
        let bytes = text.assumingMemoryBound(to: UInt8.self)
        return pattern.matches(bytes) || escape.matches(bytes)
    }
}
