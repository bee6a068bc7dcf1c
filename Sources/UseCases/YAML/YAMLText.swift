import Yams

/// Values of YAML files that are written.
enum YAMLText {
    /// A text that every reader of YAML takes for one: quoted where it would be read as nothing, a number or a flag.
    static func node(_ text: String) -> Node {
        let node = Node(text)
        // `y` and `n` are flags to some readers, though not to this one.
        guard node.tag == Tag(.str), !["y", "n"].contains(text.lowercased()) else {
            return Node(text, Tag(.str), .doubleQuoted)
        }
        return node
    }

    /// A list of such texts.
    static func node(_ texts: [String]) -> Node { .sequence(Node.Sequence(texts.map { node($0) })) }
}
