extension CanonicalJSON {
    /// The value of a JSON text, nested at most 64 levels deep; throws `JSONReplyError.notJSON`.
    public init(parsing text: String) throws {
        var parser = JSONReplyParser(text)
        self = try parser.whole()
    }

    /// A member's value; setting `nil` removes the member, and setting one of a value that is no object does nothing.
    ///
    /// Where a key occurs twice, the last one counts.
    public subscript(key: String) -> CanonicalJSON? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.last { $0.key == key }?.value
        }
        set {
            guard case .object(var members) = self else { return }
            guard let newValue else {
                members.removeAll { $0.key == key }
                self = .object(members)
                return
            }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append(Member(key, newValue))
            }
            self = .object(members)
        }
    }

    /// The text of a string; `nil` for anything else.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// A whole number; `nil` for anything else.
    public var whole: Int? { if case .integer(let number) = self { number } else { nil } }

    /// `true` or `false`; `nil` for anything else.
    public var flag: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The elements of a list; `nil` for anything else.
    public var elements: [CanonicalJSON]? { if case .array(let values) = self { values } else { nil } }
}
