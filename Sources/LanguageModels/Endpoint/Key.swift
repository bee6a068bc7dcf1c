internal import Foundation

/// The name of the environment variable that holds a key; the key itself is read when it is sent, and kept nowhere.
public struct KeyVariable: Sendable, Hashable {
    /// The variable's name.
    public let name: String

    /// Checks a name; throws `EndpointError.notAVariable`, which does not repeat it, since it may be a key.
    public init(_ name: String) throws {
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
        }
        guard isName, let first = name.utf8.first, first > UInt8(ascii: "9") else { throw EndpointError.notAVariable }
        self.name = name
    }
}

/// A key on its way into a request.
///
/// It describes itself as hidden, also to debuggers and interpolations.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String
    /// `nil` for a key that is too short to be told from words.
    private let forms: KeyForms?

    /// Wraps a key.
    public init(_ value: String) {
        self.value = value
        forms = value.utf8.count < Self.shortest ? nil : KeyForms(of: value)
    }

    /// Reads a variable's value without white space around it; `nil` when the rest cannot stand in a header.
    init?(variable value: String) {
        let key = value.trimmingCharacters(in: .whitespacesAndNewlines)
        guard key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        self.init(key)
    }

    /// The key itself, for the one place that sends it.
    public func reveal() -> String { value }

    /// Never the key.
    public var description: String { "<key>" }
    /// Never the key.
    public var debugDescription: String { "<key>" }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Placeholders for servers that want any key (`EMPTY`, `ollama`) are words that answers may contain.
    static let shortest = 12

    /// A text without the key, wherever it occurs and in the forms of `KeyForms`.
    func hidden(in text: String) -> String { forms?.hidden(in: text) ?? text }
}

/// Foreign text on its way into a sentence: without the key, on one line's length, otherwise as it came.
///
/// Whoever shows it passes it through the display boundary.
enum Excerpt {
    static let limit = 300

    static func of(_ text: String, hiding secret: Secret?) -> String {
        let text = secret?.hidden(in: text) ?? text
        guard text.unicodeScalars.count > limit else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…"
    }
}
