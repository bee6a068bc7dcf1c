import DocumentShims

/// A strict JSON parser that validates every byte of what it reads and can be used again and again.
///
/// Bounds: nesting of 1,024, numbers within a double's range. One thread at a time: each worker owns one.
final class JSONParser {
    /// Bytes that must be readable after the end of any text handed to `parse`.
    static let padding = ascribe_json_padding()

    private let handle: OpaquePointer

    init() throws {
        guard let handle = ascribe_json_parser_create() else { throw TraceFileError.outOfMemory }
        self.handle = handle
    }

    deinit { ascribe_json_parser_destroy(handle) }

    /// Parses one JSON text followed by `padding` readable bytes; `nil` when it is not JSON.
    ///
    /// The node, and everything reached from it, is valid until the next call.
    func parse(_ text: UnsafeRawBufferPointer) -> (root: JSONNode, duplicateKeys: Bool)? {
        guard let base = text.baseAddress, !text.isEmpty else { return nil }
        var document = ascribe_json_document()
        let bytes = base.assumingMemoryBound(to: UInt8.self)
        guard ascribe_json_parse(handle, bytes, text.count, &document) else { return nil }
        guard let tape = document.tape, let strings = document.strings else { return nil }
        return (JSONNode(tape: tape, strings: strings, index: 1), document.duplicate_keys)
    }
}
