/// The way to a field inside an object: `payload.msg`, `content.parts[].text`.
///
/// `[]` stands for every element of a list. A field whose own name is the whole path comes first, since some programs
/// write flat names with points in them.
struct FieldPath {
    private enum Step: Equatable {
        case field(String)
        case elements
    }

    /// The path as a person writes it.
    let text: String
    private let steps: [Step]

    /// Values that one path can give, at most.
    private static let limit = 10_000

    init(_ text: String) {
        self.text = text
        steps = text.split(separator: ".", omittingEmptySubsequences: false).flatMap { part -> [Step] in
            var name = part
            var lists = 0
            while name.hasSuffix("[]") {
                name.removeLast(2)
                lists += 1
            }
            return (name.isEmpty ? [] : [.field(String(name))]) + Array(repeating: .elements, count: lists)
        }
    }

    /// Whether the path is the name of a field of the object itself.
    var isName: Bool { steps == [.field(text)] }

    /// The values at the path, in order; none where it leads nowhere.
    func values(in node: JSONNode) -> [JSONNode] {
        if let own = node.field(text) { return [own] }
        guard !isName else { return [] }
        var found = [node]
        for step in steps {
            var next: [JSONNode] = []
            for node in found {
                switch step {
                case .field(let name): if let value = node.field(name) { next.append(value) }
                case .elements: node.forEach { if next.count < Self.limit { next.append($0) } }
                }
            }
            found = next
            if found.isEmpty { break }
        }
        return found
    }

    /// The first value at the path.
    func value(in node: JSONNode) -> JSONNode? { values(in: node).first }
}
