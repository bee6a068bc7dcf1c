import CreditEngine
import SystemPackage
import Yams

/// One value of a team file or of the configuration, which knows where it stands.
package struct TeamNode {
    /// The file.
    package let path: String
    /// The value's place (`agents[1].prompt`); empty for the whole file.
    package let key: String
    let node: Node

    /// An error about this value.
    package func wrong(_ reason: String) -> TeamFileError {
        .wrong(path: path, line: node.mark?.line, key: key.isEmpty ? "the file" : key, reason: reason)
    }

    /// A path that means the same wherever a command is given.
    ///
    /// - Parameter otherwise: what else may stand here, as a clause.
    package func place(home: String, _ otherwise: String) throws -> String {
        let path = try text()
        if let path = HomePath.expanded(path, home: home) { return path }
        guard FilePath(path).isAbsolute else { throw wrong("must be a path from the root, \(otherwise)") }
        return path
    }

    /// The fields of a mapping; a key that is not in `known` is refused, because it is most likely misspelt.
    package func fields(_ known: [String]) throws -> TeamFields {
        var fields: [String: TeamNode] = [:]
        for (name, value) in try members() {
            guard known.contains(name) else {
                throw value.wrong("is not known here; expected \(known.joined(separator: ", "))")
            }
            fields[name] = value
        }
        return TeamFields(owner: self, fields: fields)
    }

    /// Whether nothing stands there.
    package var isNothing: Bool { node.null != nil }

    /// Whether it has names and values.
    var isMapping: Bool { node.mapping != nil }

    /// The names and values of a mapping, in order.
    package func members() throws -> [(name: String, value: TeamNode)] {
        guard let mapping = node.mapping else { throw wrong("must be a mapping (name: value)") }
        return try mapping.map { name, value in
            guard let name = name.scalar?.string, !name.isEmpty else { throw wrong("has a key that is not a name") }
            return (name, TeamNode(path: path, key: key.isEmpty ? name : "\(key).\(name)", node: value))
        }
    }

    /// The elements of a list, in order.
    func elements() throws -> [TeamNode] {
        guard let sequence = node.sequence else { throw wrong("must be a list ([a, b])") }
        return sequence.enumerated().map { TeamNode(path: path, key: "\(key)[\($0.offset)]", node: $0.element) }
    }

    /// A text; `12` and `yes` are texts too.
    package func text() throws -> String {
        guard let scalar = node.scalar, node.null == nil, !scalar.string.isEmpty else { throw wrong("must be a text") }
        return scalar.string
    }

    /// A list of texts with at least one element.
    package func texts() throws -> [String] {
        let texts = try elements().map { try $0.text() }
        guard !texts.isEmpty else { throw wrong("must not be empty") }
        return texts
    }

    /// The whole number that stands there.
    ///
    /// One in base 60 (`1:30` for 90, which nobody means) is none: the library traps at large ones.
    private var integer: Int? { isBaseSixty ? nil : node.int }
    private var decimal: Double? { isBaseSixty ? nil : node.float }
    private var isBaseSixty: Bool { node.scalar?.string.contains(":") ?? false }

    /// A number within a range.
    package func number(_ range: ClosedRange<Double>) throws -> Double {
        guard let number = decimal, number.isFinite, range.contains(number) else {
            let bounds =
                range.upperBound < 1e300
                ? "from \(range.lowerBound) to \(range.upperBound)" : "from \(range.lowerBound)"
            throw wrong("must be a number \(bounds)")
        }
        return number
    }

    /// A whole number within a range.
    package func whole(_ range: ClosedRange<Int>) throws -> Int {
        guard let number = integer, range.contains(number) else {
            let bounds =
                range.upperBound < .max ? "from \(range.lowerBound) to \(range.upperBound)" : "from \(range.lowerBound)"
            throw wrong("must be a whole number \(bounds)")
        }
        return number
    }

    /// `true` or `false`.
    package func flag() throws -> Bool {
        guard let flag = node.bool else { throw wrong("must be true or false") }
        return flag
    }

    /// The value as JSON: mappings, lists, and scalars as YAML types them.
    func json() throws -> CanonicalJSON {
        if isMapping { return .object(try members().map { CanonicalJSON.Member($0.name, try $0.value.json()) }) }
        guard let scalar = node.scalar else { return .array(try elements().map { try $0.json() }) }
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        if isNothing { return .null }
        if let flag = node.bool { return .bool(flag) }
        if let whole = integer { return .integer(whole) }
        if let number = decimal {
            guard number.isFinite else { throw wrong("must be a finite number") }
            return .number(number)
        }
        return .string(scalar.string)
    }

    /// One of some words.
    package func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try text()) else {
            throw wrong("must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }
}

extension TeamNode {
    /// The whole of a file; `nil` when there is nothing in it.
    ///
    /// Throws `TeamFileError.notYAML`.
    package init?(yaml text: String, path: String) throws {
        do throws(YAMLDocument.Fault) {
            guard let node = try YAMLDocument.root(of: text) else { return nil }
            self.init(path: path, key: "", node: node)
        } catch {
            throw TeamFileError.notYAML(path: path, line: error.line, reason: error.reason)
        }
    }
}

/// The fields of one mapping.
package struct TeamFields {
    package let owner: TeamNode
    package let fields: [String: TeamNode]

    /// A field; `nil` when it is left out.
    package subscript(name: String) -> TeamNode? { fields[name] }

    /// A field that must be there.
    func required(_ name: String) throws -> TeamNode {
        guard let field = fields[name] else { throw owner.wrong("needs '\(name)'") }
        return field
    }
}
