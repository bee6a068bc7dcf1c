/// A JSON text that stands inside a string, parsed; it owns what its nodes point to.
///
/// Many tools write content as JSON in a string, some of them twice: `init(unwrapping:)` follows both.
final class EmbeddedJSON {
    /// The value.
    let root: JSONNode
    private let parser: JSONParser
    private let text: PaddedText

    /// Parses a text; `nil` when it is not JSON.
    init?(_ text: String) {
        guard let parser = try? JSONParser() else { return nil }
        let padded = PaddedText(text)
        guard let (root, _) = parser.parse(padded.bytes) else { return nil }
        (self.root, self.parser, self.text) = (root, parser, padded)
    }

    /// Parses the text of a node that is a string with an object or a list in it, at most twice encoded; `nil` for
    /// anything else.
    convenience init?(unwrapping node: JSONNode?) {
        guard let text = node?.string else { return nil }
        self.init(unwrapping: text)
    }

    /// Parses a text that is an object or a list, at most twice encoded; `nil` for anything else.
    convenience init?(unwrapping whole: String) {
        var text = whole
        if text.utf8.first == UInt8(ascii: "\""), let once = EmbeddedJSON(text)?.root.string { text = once }
        guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return nil }
        self.init(text)
    }

    /// Calls `body` with the object or list that a node is or holds as text; answers `nil` when it is neither.
    static func with<Result>(_ node: JSONNode?, _ body: (JSONNode) -> Result) -> Result? {
        guard let node else { return nil }
        if node.kind == .object || node.kind == .array { return body(node) }
        guard let embedded = EmbeddedJSON(unwrapping: node) else { return nil }
        return withExtendedLifetime(embedded) { body(embedded.root) }
    }
}

/// The bytes of a text with the readable padding that the parser needs behind them.
private final class PaddedText {
    let bytes: UnsafeRawBufferPointer
    private let memory: UnsafeMutableRawBufferPointer

    init(_ text: String) {
        let count = text.utf8.count
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count + JSONParser.padding, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        var text = text
        text.withUTF8 { memory.copyMemory(from: UnsafeRawBufferPointer($0)) }
        self.memory = memory
        bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<count])
    }

    deinit { memory.deallocate() }
}
