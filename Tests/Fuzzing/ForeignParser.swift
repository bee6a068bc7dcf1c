import Foundation

@testable import CreditEngine
@testable import LanguageModels
@testable import TraceFiles
@testable import UseCases

/// A parser of input that others wrote; whatever comes, it neither traps nor loops, and what it accepts is in order.
struct ForeignParser: Sendable {
    /// The name by which it is chosen.
    let name: String
    /// Tries one input.
    let take: @Sendable ([UInt8]) -> Void

    /// All of them.
    static let all = [
        ForeignParser(name: "json", take: json), ForeignParser(name: "records", take: records),
        ForeignParser(name: "importers", take: importers), ForeignParser(name: "team", take: team),
        ForeignParser(name: "runner", take: runner), ForeignParser(name: "replies", take: replies),
        ForeignParser(name: "words", take: words), ForeignParser(name: "otlp", take: otlp),
        ForeignParser(name: "manifest", take: manifest), ForeignParser(name: "display", take: display),
    ]

    /// Ends the process, which the fuzzer reports with the input.
    private static func require(_ condition: Bool, _ sentence: @autoclosure () -> String) {
        precondition(condition, sentence())
    }

    /// Calls `body` with the bytes and the padding that the parser may read.
    private static func padded(_ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) -> Void) {
        (bytes + [UInt8](repeating: 0, count: JSONParser.padding)).withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[..<bytes.count]))
        }
    }

    /// Every value of a node, so that everything in it is looked at.
    ///
    /// Texts are made without being validated, and a plain message is told from few fields: both must be right.
    private static func visit(_ node: JSONNode) {
        switch node.kind {
        case .object:
            node.forEachField { key, value in
                require(String(validating: key.bytes, as: UTF8.self) == key.string, "a key is not UTF-8")
                visit(value)
            }
            guard MessageOutline(node).isPlain else { return }
            let fields = MessageFields(node, mapping: ReadingOptions.FieldMapping())
            let fault = fields.oddity(in: node) ?? fields.turnFault(ReadingOptions())
            require(fault == nil && !fields.isInstruction, "a plain message that \(fault ?? "is an instruction")")
        case .array: node.forEach(visit)
        default:
            let text = node.utf8.flatMap { String(validating: $0, as: UTF8.self) }
            require(text == node.string, "a text is not UTF-8")
            _ = (node.double, node.integer, node.scalarText)
        }
    }

    /// The fast parser and the slow reading of the same grammar agree on what is JSON.
    @Sendable private static func json(_ bytes: [UInt8]) {
        guard let parser = try? JSONParser() else { return }
        padded(bytes) { text in
            let fault = JSONFault.locate(in: text)
            if let (root, _) = parser.parse(text) {
                require(fault == .none, "parsed, and yet \(fault)")
                visit(root)
                _ = JSONText.of(root)
            } else {
                require(fault != .none || text.isEmpty, "not parsed, and no fault found")
            }
            for place in JoinedValues.places(in: text) { _ = parser.parse(JoinedValues.value(place, of: text)) }
        }
    }

    /// Records of our own format, a line each, put together to a run.
    @Sendable private static func records(_ bytes: [UInt8]) {
        guard let parser = try? JSONParser() else { return }
        var builder = TraceBuilder(id: "run", options: ReadingOptions())
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            padded(Array(line)) { text in
                guard let (root, _) = parser.parse(text) else { return }
                guard let head = try? RecordHead(root, options: ReadingOptions()) else { return }
                try? builder.add(root, kind: head.kind)
            }
        }
        if let trace = try? builder.finish() { check(trace) }
    }

    /// Records of every foreign format, whatever format they look like.
    @Sendable private static func importers(_ bytes: [UInt8]) {
        guard let parser = try? JSONParser(), let first = bytes.first else { return }
        let importer = ImporterRegistry.all[Int(first) % ImporterRegistry.all.count]
        var assembly = importer.init(run: nil)
        for line in bytes.dropFirst().split(separator: UInt8(ascii: "\n")) {
            padded(Array(line)) { text in
                guard let (root, _) = parser.parse(text) else { return }
                _ = (importer.recognises(root), importer.place(of: root))
                assembly.add(root)
            }
        }
        var run = ImportedRun(id: "run")
        assembly.finish(into: &run)
        if let trace = try? run.trace(ReadingOptions()) { check(trace) }
    }

    /// What every run must be, however it came about.
    private static func check(_ trace: Trace) {
        let places = trace.messages.map { ($0.turn, $0.ordinal) }
        require(zip(places, places.dropFirst()).allSatisfy { $0 < $1 }, "messages out of order")
        require(
            trace.messages.allSatisfy { trace.agents.indices.contains($0.agent) && $0.turn >= 1 },
            "a message of nobody, or before the first turn")
        require(Set(trace.agents.map(\.name)).count == trace.agents.count, "two agents of one name")
        if trace.messages.count < 100 { _ = estimateCredit(of: trace) }
    }

    /// The tree of a team file, and the sections that name no files.
    @Sendable private static func team(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        guard let root = try? TeamNode(yaml: text, path: "team.yaml") else { return }
        _ = try? JudgingSection.split(root)
        _ = try? JudgingSection.evaluator(root, models: [:])
        _ = try? JudgingSection.limits(root)
        _ = try? JudgingSection.state(root)
        _ = try? EndpointSection.variables(root)
        if let fields = try? root.fields(["base_url", "model", "key_env", "headers", "query", "request"]) {
            _ = try? EndpointSection.endpoint(fields)
        }
    }

    @Sendable private static func runner(_ bytes: [UInt8]) {
        if case .run(let trace)? = try? RunnerReply(bytes, to: 1) { check(trace) }
    }

    /// The answers of servers, in pieces as the input's first byte says.
    @Sendable private static func replies(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let wire = Wire.all[Int(first & 3) % Wire.all.count]
        var reader = ReplyReader(wire.format, isStreamType: first & 4 != 0, lineLimit: 1 << 16)
        let size = max(1, Int(first >> 3))
        var rest = bytes.dropFirst()
        while !rest.isEmpty {
            guard let answer = try? reader.read(Array(rest.prefix(size))) else { break }
            if answer != nil { return }
            rest = rest.dropFirst(size)
        }
        _ = try? reader.end()
    }

    /// What a model said where JSON was asked for, and what is hidden in it.
    @Sendable private static func words(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        var parser = JSONReplyParser(text)
        _ = try? parser.whole()
        _ = Redaction(of: text)
        _ = AnswerText.phrase(in: text)
    }

    @Sendable private static func otlp(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let signal = OTLPBody.Signal.allCases[Int(first) % OTLPBody.Signal.allCases.count]
        guard let body = try? OTLPBody(protobuf: Data(bytes.dropFirst()), signal: signal), !body.line.isEmpty else {
            return
        }
        padded(body.line) { text in require(JSONFault.locate(in: text) == .none, "wrote what is no JSON") }
    }

    @Sendable private static func manifest(_ bytes: [UInt8]) {
        let manifest =
            (try? JSONDecoder().decode(ExportManifest.self, from: Data(bytes)))
            ?? String(validating: bytes, as: UTF8.self).flatMap {
                try? YAMLDocument.decoded(ExportManifest.self, from: $0)
            }
        guard let manifest else { return }
        _ = manifest.blocks.map { Block(name: $0.block) }
    }

    /// What is shown has nothing in it that a terminal obeys.
    @Sendable private static func display(_ bytes: [UInt8]) {
        let shown = VisibleText.escape(bytes: bytes)
        require(VisibleText.escape(shown) == shown, "shown twice, it changes")
        require(
            !shown.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }, "a control is left")
        let json = TerminalJSON.escaped(bytes)
        require(TerminalJSON.escaped(json) == json, "escaped twice, it changes")
    }
}
