/// What stands under every path of a file's records: how often, of which kind, how long, how varied.
struct FieldSurvey {
    /// What is known of one path.
    struct Field {
        var path: String
        /// Records that have a value there, and those in which it is a text that is not empty.
        var records = 0, texts = 0
        var whole = 0, stamps = 0
        /// Characters of all texts, and texts with a blank in them.
        var length = 0, sentences = 0
        /// Different short values, at most `FieldSurvey.values`.
        var distinct: Set<String> = []

        /// Characters of a text, on average.
        var meanLength: Double { texts == 0 ? 0 : Double(length) / Double(texts) }
        /// The last name of the path, without list marks, in small letters.
        var name: String {
            let last = path.split(separator: ".").last.map(String.init) ?? path
            return last.filter { $0 != "[" && $0 != "]" }.lowercased()
        }
    }

    private(set) var records = 0
    private(set) var fields: [Field] = []
    private var positions: [String: Int] = [:]

    /// Paths, levels, elements of a list and different values that are looked at.
    private static let paths = 200, levels = 6, elements = 20, values = 200

    /// Adds a record.
    mutating func add(_ record: JSONNode) {
        guard record.kind == .object else { return }
        records += 1
        var seen: Set<String> = []
        walk(record, path: "", level: 0, &seen)
    }

    private mutating func walk(_ node: JSONNode, path: String, level: Int, _ seen: inout Set<String>) {
        guard level < Self.levels else { return }
        switch node.kind {
        case .object:
            node.forEachField { key, value in
                let name = key.string
                guard !name.isEmpty, !name.contains(".") else { return }
                walk(value, path: path.isEmpty ? name : "\(path).\(name)", level: level + 1, &seen)
            }
        case .array:
            var count = 0
            node.forEach { element in
                if count < Self.elements { walk(element, path: path + "[]", level: level + 1, &seen) }
                count += 1
            }
        default: note(node, at: path, &seen)
        }
    }

    private mutating func note(_ node: JSONNode, at path: String, _ seen: inout Set<String>) {
        guard !path.isEmpty, let index = position(of: path) else { return }
        let isFirst = seen.insert(path).inserted
        if isFirst { fields[index].records += 1 }
        if let text = node.string, !text.isEmpty {
            if isFirst { fields[index].texts += 1 }
            fields[index].length += text.count
            if text.contains(" ") { fields[index].sentences += 1 }
            if TimeStamp.seconds(text) != nil { fields[index].stamps += 1 }
        } else if node.integer != nil {
            fields[index].whole += 1
        }
        if let text = node.scalarText, fields[index].distinct.count < Self.values {
            fields[index].distinct.insert(text)
        }
    }

    private mutating func position(of path: String) -> Int? {
        if let known = positions[path] { return known }
        guard fields.count < Self.paths else { return nil }
        positions[path] = fields.count
        fields.append(Field(path: path))
        return fields.count - 1
    }

    /// The paths of lists of objects below a record, outermost first.
    static func lists(in record: JSONNode) -> [String] {
        var lists: [String] = []
        func walk(_ node: JSONNode, _ path: String, _ level: Int) {
            guard level < levels, lists.count < 20 else { return }
            node.forEachField { key, value in
                let name = key.string
                let deeper = path.isEmpty ? name : "\(path).\(name)"
                var objects = 0
                value.forEach { if $0.kind == .object { objects += 1 } }
                if value.count > 1, objects == value.count { lists.append(deeper) }
                walk(value, deeper, level + 1)
            }
        }
        walk(record, "", 0)
        return lists
    }
}
