import CreditEngine

/// The value of a span's attribute, kept as text and decoded when it is asked for.
///
/// Content is often JSON inside a string, sometimes twice; whole numbers may be written as strings.
enum SpanValue: Equatable {
    /// A string as it stands.
    case text(String)
    /// Any other value, as compact JSON.
    case json(String)

    /// A plain JSON value; `nil` for null and for nothing.
    init?(_ node: JSONNode?) {
        guard let node, node.kind != .null else { return nil }
        self = node.string.map(SpanValue.text) ?? .json(JSONText.of(node))
    }

    /// A value of OTLP, which names its type (`{"stringValue":"x"}`, `{"intValue":"7"}`); `nil` for an empty one.
    init?(typed node: JSONNode?) {
        guard let node else { return nil }
        if let text = OTLPValue(node).string {
            self = .text(text)
        } else {
            var json = JSONText()
            guard OTLPValue(node).write(to: &json) else { return nil }
            self = .json(json.string)
        }
    }

    /// The value as text: a string as it is, anything else as JSON.
    var text: String {
        switch self {
        case .text(let text), .json(let text): text
        }
    }

    /// The text, when there is one.
    var nonempty: String? { text.isEmpty ? nil : text }

    /// A number, also one that is written as a string.
    var double: Double? { Double(text) }

    /// A whole number, also one that is written as a string or as `12.0`.
    var integer: Int? { Int(text) ?? double.flatMap { Int(exactly: $0) } }

    /// The value without the JSON quotes that some tools put around every attribute.
    var unquoted: SpanValue {
        guard case .text(let text) = self, text.utf8.first == UInt8(ascii: "\""), let json = EmbeddedJSON(text) else {
            return self
        }
        return withExtendedLifetime(json) { SpanValue(json.root) ?? self }
    }

    /// The object or list that the value is or holds as text; `nil` when it is neither.
    var parsed: EmbeddedJSON? {
        switch self {
        case .json(let text): EmbeddedJSON(text)
        case .text(let text): EmbeddedJSON(unwrapping: text)
        }
    }

    /// Calls `body` with the object or list that the value is or holds as text.
    func with<Result>(_ body: (JSONNode) -> Result?) -> Result? {
        guard let json = parsed else { return nil }
        return withExtendedLifetime(json) { body(json.root) }
    }

    /// A field of the object that the value is or holds as text.
    func field(_ name: String) -> SpanValue? { with { SpanValue($0.field(name)) } }
}

/// A typed value of OTLP/JSON.
struct OTLPValue {
    let node: JSONNode

    init(_ node: JSONNode) { self.node = node }

    private func field(_ camel: StaticString, _ snake: StaticString) -> JSONNode? {
        let found = node[camel] ?? node[snake]
        return found?.kind == .null ? nil : found
    }

    /// The string, when the value is one.
    var string: String? { field("stringValue", "string_value")?.string ?? node.string }

    /// Writes the value as plain JSON; `false` when it holds nothing.
    func write(to json: inout JSONText) -> Bool {
        if let text = string {
            json.value(text)
        } else if let whole = field("intValue", "int_value") {
            json.literal(Int(whole.plainText ?? "").map(String.init) ?? "null")
        } else if let number = field("doubleValue", "double_value") {
            json.value(number.double ?? Double(number.plainText ?? "") ?? .nan)
        } else if let flag = field("boolValue", "bool_value") {
            json.value(flag.bool ?? false)
        } else if let list = field("arrayValue", "array_value") {
            json.array { json in
                list["values"]?.forEach { if !OTLPValue($0).write(to: &json) { json.null() } }
            }
        } else if let object = field("kvlistValue", "kvlist_value") {
            json.object { json in
                object["values"]?.forEach { entry in
                    json.key(entry["key"]?.string ?? "")
                    if !(entry["value"].map { OTLPValue($0).write(to: &json) } ?? false) { json.null() }
                }
            }
        } else if let bytes = field("bytesValue", "bytes_value") {
            json.value(bytes.string ?? "")
        } else {
            return false
        }
        return true
    }
}
