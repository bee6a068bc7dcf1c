@testable import TraceFiles

/// Hands a text to the parser with the padding it needs.
func withParsed<Result>(
    _ bytes: [UInt8], _ body: ((root: JSONNode, duplicateKeys: Bool)?) throws -> Result
) throws -> Result {
    let parser = try JSONParser()
    // What follows the text is not blank, so that reading past the end shows.
    let padded = bytes + [UInt8](repeating: UInt8(ascii: "]"), count: JSONParser.padding)
    return try padded.withUnsafeBytes { raw in
        try body(parser.parse(UnsafeRawBufferPointer(rebasing: raw[..<bytes.count])))
    }
}

/// Whether the fast parser reads a text.
func isRead(_ bytes: [UInt8]) throws -> Bool { try withParsed(bytes) { $0 != nil } }

/// What the slow reading says of a text.
func fault(_ bytes: [UInt8]) -> JSONFault { bytes.withUnsafeBytes { JSONFault.locate(in: $0) } }
