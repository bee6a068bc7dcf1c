import CYaml

/// A look at the events of a YAML text, in which each byte is passed once and no node is made.
struct YAMLScan {
    /// How much a node holds, with all that its aliases repeat.
    private struct Extent {
        /// Nodes, itself among them.
        var nodes = 1
        /// Nodes in one another, itself among them.
        var depth = 1
    }

    /// A list or a mapping whose end has not come.
    private struct Open {
        let isMapping: Bool
        let anchor: String?
        var extent = Extent()
        /// Whether a mapping's next node is a key.
        var expectsKey: Bool
    }

    /// The most nodes of one document, and the most in one another: a team file has some hundred, four deep.
    private static let most = Extent(nodes: 100_000, depth: 100)

    static let tooDeep = "lists or mappings stand in one another too deeply; four levels are enough"
    private static let keyIsNoName = "a key is a list or a mapping; a key must be a name"

    private var open: [Open] = []
    private var anchors: [String: Extent] = [:]

    /// Throws where a key is no scalar, where nodes stand in one another too deeply, and where there are too many.
    ///
    /// What is no YAML passes, up to the place of its fault: the library says better what is wrong there.
    static func check(_ text: String) throws(YAMLDocument.Fault) {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        var text = text
        var scan = YAMLScan()
        let fault: YAMLDocument.Fault? = text.withUTF8 { bytes in
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
                defer { yaml_event_delete(&event) }
                guard event.type != YAML_STREAM_END_EVENT else { return nil }
                if let reason = scan.fault(in: event) {
                    return YAMLDocument.Fault(line: Int(event.start_mark.line) + 1, reason: reason)
                }
            }
        }
        if let fault { throw fault }
    }

    /// What is wrong at an event.
    private mutating func fault(in event: yaml_event_t) -> String? {
        switch event.type {
        case YAML_SCALAR_EVENT: return place(Extent(), anchor: event.data.scalar.anchor, isScalar: true)
        case YAML_ALIAS_EVENT:
            guard let extent = anchors[Self.name(event.data.alias.anchor) ?? ""] else { return nil }
            return place(extent, anchor: nil, isScalar: extent.nodes == 1)
        case YAML_SEQUENCE_START_EVENT: return begin(event.data.sequence_start.anchor, isMapping: false)
        case YAML_MAPPING_START_EVENT: return begin(event.data.mapping_start.anchor, isMapping: true)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            guard let ended = open.popLast() else { return nil }
            if let anchor = ended.anchor { anchors[anchor] = ended.extent }
            return place(ended.extent, anchor: nil, isScalar: false)
        default: return nil
        }
    }

    private mutating func begin(_ anchor: UnsafePointer<yaml_char_t>?, isMapping: Bool) -> String? {
        if open.last?.expectsKey == true { return Self.keyIsNoName }
        open.append(Open(isMapping: isMapping, anchor: Self.name(anchor), expectsKey: isMapping))
        return open.count > Self.most.depth ? Self.tooDeep : nil
    }

    /// Puts a whole node into what is open.
    private mutating func place(
        _ extent: Extent, anchor: UnsafePointer<yaml_char_t>?, isScalar: Bool
    ) -> String? {
        if let name = Self.name(anchor) { anchors[name] = extent }
        guard let last = open.indices.last else { return nil }
        if open[last].expectsKey, !isScalar { return Self.keyIsNoName }
        open[last].expectsKey = open[last].isMapping && !open[last].expectsKey
        open[last].extent.nodes += extent.nodes
        open[last].extent.depth = max(open[last].extent.depth, extent.depth + 1)
        if open.count + extent.depth > Self.most.depth { return Self.tooDeep }
        return open[last].extent.nodes > Self.most.nodes
            ? "it has more than \(Self.most.nodes) values, with those that aliases repeat" : nil
    }

    private static func name(_ bytes: UnsafePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }
}
