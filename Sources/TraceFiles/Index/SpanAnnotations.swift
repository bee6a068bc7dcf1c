import CreditEngine
import SystemPackage

/// Scores that people and evaluators gave to spans, kept in a file beside the spans (Phoenix: the answer of its REST
/// interface, or rows of its data frame).
struct SpanAnnotations {
    /// The scores by the identifier of their span, in file order.
    private(set) var scores: [String: [NamedScore]] = [:]

    /// Bytes of the largest file, and bytes of its beginning that tell whether it is one.
    private static let limit = 64 << 20, head = 4096

    /// The annotations in a file; `nil` when it holds something else.
    ///
    /// Throws a `TraceFileError` when it cannot be read.
    init?(path: String) throws {
        let file = SourceFile(path: path, stem: path)
        let parser = try JSONParser()
        let buffer = PaddedBuffer()
        try file.withDescriptor { descriptor, identity in
            guard identity.size <= Self.limit else { return }
            try buffer.read(descriptor, offset: 0, length: min(identity.size, Self.head))
            guard String(decoding: buffer.filled, as: UTF8.self).contains("\"annotator_kind\"") else { return }
            if let document = try? Document.parse(
                descriptor, size: identity.size, path: path, buffer: buffer, parser: parser)
            {
                return add(document.root)
            }
            try SideFiles.forEachRecord(path) { root, _ in add(root) }
        }
        if scores.isEmpty { return nil }
    }

    /// Adds an annotation, a list of them, or an answer that holds them as `data`.
    private mutating func add(_ node: JSONNode) {
        if node.kind == .array { return node.forEach { add($0) } }
        if let data = node["data"], data.kind == .array { return add(data) }
        guard let span = node["span_id"]?.string, let name = (node["name"] ?? node["annotation_name"])?.string else {
            return
        }
        let result = node["result"] ?? node
        let label = (result["label"] ?? node["result.label"])?.string
        guard let value = (result["score"] ?? node["result.score"])?.double ?? label.flatMap(Self.value) else { return }
        let explanation = (result["explanation"] ?? node["result.explanation"])?.string
        scores[span, default: []].append(NamedScore(name: name, value: value, explanation: explanation))
    }

    /// What a label says where there is no score; `nil` for labels that may mean anything.
    private static func value(_ label: String) -> Double? {
        switch label.lowercased() {
        case "correct", "true", "pass", "passed": 1
        case "incorrect", "false", "fail", "failed": 0
        default: nil
        }
    }

    /// Whether a file's name says that it holds annotations: whole folders are not read for it.
    static func isNamed(_ path: String) -> Bool {
        // Cheap first: whole folders are asked.
        guard ByteSearch.holds(path, anyOf: ["nnotation", "NNOTATION"]) else { return false }
        return FilePath(path).lastComponent?.string.lowercased().contains("annotation") == true
    }
}
