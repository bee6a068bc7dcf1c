/// The attributes of single spans without the spans around them, as tools print and specifications show them.
struct SpanAttributes: SpanFile {
    static let name = "attributes of spans"

    var traces: Set<String> = []
    var collection = SpanCollection()

    init(key: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        (record["openinference.span.kind"] ?? record["gen_ai.operation.name"])?.kind == .string
    }

    static func place(of record: JSONNode) -> RecordPlace {
        recognises(record) ? .onlyRun : .unknown(kind: "record without a span's attributes")
    }

    mutating func add(_ record: JSONNode) {
        var span = Span(id: "\(collection.spans.count)", parent: nil, trace: "", name: "")
        record.forEachField { key, value in span.attributes[key.string] = SpanValue(value) }
        collection.spans.append(span)
    }
}
