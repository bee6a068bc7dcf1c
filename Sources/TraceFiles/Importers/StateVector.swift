import CreditEngine

/// The components of a state that a framework recorded: numbers and truth values as they are, short texts as categories,
/// lists and long texts by their lengths.
enum StateVector {
    /// Components of one state, at most.
    private static let limit = 64
    /// Characters of the longest text that counts as a category.
    private static let categoryLimit = 40

    /// The components of an object; one level of nested objects is followed (`budget.left`).
    static func components(of node: JSONNode) -> [State.Component] {
        var components: [State.Component] = []
        node.forEachField { key, value in add(key.string, value, nests: true, to: &components) }
        return components
    }

    private static func add(_ name: String, _ node: JSONNode, nests: Bool, to components: inout [State.Component]) {
        guard components.count < limit else { return }
        func set(_ name: String, _ value: State.Component.Value) {
            components.removeAll { $0.name == name }
            components.append(State.Component(name: name, value: value))
        }
        switch node.kind {
        case .number: if let number = node.double, number.isFinite { set(name, .number(number)) }
        case .bool: set(name, .number(node.bool == true ? 1 : 0))
        case .string:
            let text = node.string ?? ""
            if text.count <= categoryLimit, !text.contains("\n") {
                set(name, .category(text))
            } else {
                set(name + ".length", .number(Double(text.count)))
            }
        case .array: set(name + ".count", .number(Double(node.count)))
        case .object:
            guard nests else { return set(name + ".count", .number(Double(node.count))) }
            node.forEachField { key, value in add("\(name).\(key.string)", value, nests: false, to: &components) }
        case .null: break
        }
    }
}
