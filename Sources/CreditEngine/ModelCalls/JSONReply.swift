/// One JSON object that a model was asked to reply with; a fence of three backticks around it is taken off.
///
/// Everything that throws throws `JSONReplyError`.
public struct JSONReply: Sendable {
    private let members: [CanonicalJSON.Member]
    private let path: String

    /// Reads a reply.
    ///
    /// - Parameter limit: the most bytes to read.
    public init(_ text: String, limit: Int) throws {
        guard text.utf8.count <= limit else { throw JSONReplyError.tooLong(text.utf8.count, limit: limit) }
        let body = Self.unfenced(text.trimmed)
        guard !body.isEmpty else { throw JSONReplyError.empty }
        var parser = JSONReplyParser(body)
        guard case .object(let members) = try parser.whole() else {
            throw JSONReplyError.notJSON(at: 1, reason: "expected an object")
        }
        self.members = members
        path = ""
    }

    private init(_ members: [CanonicalJSON.Member], path: String) {
        self.members = members
        self.path = path
    }

    private static func unfenced(_ text: String) -> String {
        guard text.hasPrefix("```"), text.hasSuffix("```"), text.count > 6, let line = text.firstIndex(of: "\n") else {
            return text
        }
        return String(text[text.index(after: line)...].dropLast(3)).trimmed
    }

    /// A member's value, the last one when a key occurs twice; `nil` for `null` too.
    public subscript(key: String) -> CanonicalJSON? {
        members.last { $0.key == key }.flatMap { $0.value == .null ? nil : $0.value }
    }

    /// Whether a member says `null`; one that is missing says nothing.
    public func isNull(_ key: String) -> Bool { members.last { $0.key == key }?.value == .null }

    /// A text of at most `limit` bytes; `nil` when it is missing or `null`.
    public func text(_ key: String, limit: Int) throws -> String? {
        switch self[key] {
        case nil: return nil
        case .string(let text)? where text.utf8.count <= limit: return text
        default: throw wrong(key, "a text of at most \(limit) bytes")
        }
    }

    /// A list of at most `limit` texts; empty when it is missing or `null`.
    public func texts(_ key: String, limit: Int) throws -> [String] {
        guard let value = self[key] else { return [] }
        let expected = "a list of at most \(limit) texts"
        guard case .array(let values) = value, values.count <= limit else { throw wrong(key, expected) }
        return try values.map {
            guard case .string(let text) = $0 else { throw wrong(key, expected) }
            return text
        }
    }

    /// A number in a range; `nil` when it is missing or `null`.
    public func number(_ key: String, in range: ClosedRange<Double>) throws -> Double? {
        let number: Double
        switch self[key] {
        case nil: return nil
        case .integer(let value)?: number = Double(value)
        case .number(let value)?: number = value
        default: throw wrong(key, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        guard range.contains(number) else {
            throw wrong(key, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// An object inside it; throws when it is missing.
    public func object(_ key: String) throws -> JSONReply {
        guard case .object(let members)? = self[key] else { throw wrong(key, "an object") }
        return JSONReply(members, path: path + key + ".")
    }

    private func wrong(_ key: String, _ expected: String) -> JSONReplyError {
        .wrongShape(field: path + key, expected: expected)
    }
}
