import Yams

/// Reads the one document of a YAML text; each YAML file that others wrote comes in here.
///
/// The text is looked at before the library makes nodes of it: the library compares a mapping's keys, which takes twice
/// as long for each level at which lists stand in a key, and an alias makes a large key of two characters. So keys are
/// scalars, and what aliases repeat is bounded (``YAMLScan``).
enum YAMLDocument {
    /// What is wrong with a text, and where.
    struct Fault: Error, Equatable {
        /// The line, from 1; `nil` when it is of no use or not known.
        var line: Int?
        /// A clause.
        var reason: String
    }

    /// The document; `nil` when there is nothing in the text, which may begin with a byte order mark.
    static func root(of text: String) throws(Fault) -> Node? {
        let mark: Unicode.Scalar = "\u{FEFF}"
        let text = text.unicodeScalars.first == mark ? String(text.unicodeScalars.dropFirst()) : text
        try YAMLScan.check(text)
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw fault(error)
        } catch {
            throw Fault(line: nil, reason: "it cannot be parsed")
        }
    }

    /// A value of a type that the document describes; throws ``Fault``, and `DecodingError` when it describes another.
    static func decoded<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        guard let root = try root(of: text) else { throw Fault(line: nil, reason: "the file is empty") }
        return try YAMLDecoder().decode(type, from: root)
    }

    private static func fault(_ error: YamlError) -> Fault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            Fault(line: mark.line, reason: plain(problem))
        case .duplicatedKeysInMapping(let duplicates, let context):
            Fault(
                line: context.mark.line, reason: "the key '\(duplicates.first ?? "")' stands there twice; keep one")
        case .reader(let problem, _, _, _): Fault(line: nil, reason: plain(problem))
        default: Fault(line: nil, reason: "it cannot be parsed")
        }
    }

    /// What the library says, in our own words where its are of no help.
    private static func plain(_ problem: String) -> String {
        problem.lowercased().contains("nesting level") ? YAMLScan.tooDeep : problem
    }
}
