import CreditEngine

/// Which fields of a file that nobody knows are likely to play which parts, and what would be read by them.
public struct MappingProposal: Sendable, Equatable {
    /// The fields by the parts that they play.
    public var mapping: ReadingOptions.FieldMapping
    /// The first messages that would be read: the speaker and the text.
    public var examples: [Example]
    /// Records that were looked at, and those that would become messages.
    public var records: Int, messages: Int

    /// One message as it would be read.
    public struct Example: Sendable, Equatable {
        /// The speaker.
        public var agent: String
        /// The text.
        public var text: String
    }

    /// Records that are looked at, at most.
    public static let limit = 200

    /// Looks at the first records of a file; `nil` when nothing in it looks like a text that somebody said.
    ///
    /// Throws a `TraceFileError` when the file cannot be read.
    public init?(path: String) throws {
        let records = try MappedRecords(path: path)
        defer { withExtendedLifetime(records) {} }
        guard let found = Self.best(of: records.all) else { return nil }
        let said = records.all.flatMap { Self.messages(of: $0, found.mapping) }
        mapping = found.mapping
        self.records = records.all.count
        messages = said.count
        examples = Array(said.prefix(3))
    }

    /// The best mapping: of the records themselves, or of a list that each of them holds.
    private static func best(of records: [JSONNode]) -> (mapping: ReadingOptions.FieldMapping, score: Double)? {
        var survey = FieldSurvey()
        for record in records { survey.add(record) }
        var found = parts(of: survey)
        let lists = records.first.map { FieldSurvey.lists(in: $0) } ?? []
        for list in lists {
            let path = FieldPath(list)
            var inner = FieldSurvey()
            for record in records { path.value(in: record)?.forEach { if inner.records < limit { inner.add($0) } } }
            guard var deeper = parts(of: inner), deeper.score > (found?.score ?? 0) || survey.records < 2 else {
                continue
            }
            deeper.mapping.messages = list
            deeper.mapping.run = run(of: survey)
            found = deeper
        }
        return found
    }

    /// The fields of records that are messages.
    private static func parts(of survey: FieldSurvey) -> (mapping: ReadingOptions.FieldMapping, score: Double)? {
        let often = survey.fields.filter { 5 * $0.records >= 3 * survey.records }
        let text = often.max { textScore($0) < textScore($1) }
        guard let text, textScore(text) > 0 else { return nil }
        let agent = often.filter { $0.path != text.path }.max { agentScore($0, survey) < agentScore($1, survey) }
        guard let agent, agentScore(agent, survey) > 0 else { return nil }
        var mapping = ReadingOptions.FieldMapping()
        (mapping.text, mapping.agent, mapping.run) = (text.path, agent.path, run(of: survey))
        mapping.turn = often.first { turnNames.contains($0.name) && $0.whole == $0.records }?.path
        mapping.time =
            often.first {
                $0.records == survey.records && ($0.stamps == $0.records || timeNames.contains($0.name) && $0.whole > 0)
            }?.path
        return (mapping, textScore(text) + agentScore(agent, survey))
    }

    private static func run(of survey: FieldSurvey) -> String? {
        let candidates = survey.fields.filter { field in
            !field.path.contains("[]") && field.records == survey.records
                && field.distinct.count < max(2, survey.records)
                && runNames.contains { field.name == $0 || field.name == $0 + "_id" || field.name == $0 + "id" }
        }
        return candidates.first?.path
    }

    private static let textNames = [
        "text", "content", "message", "msg", "body", "output", "said", "answer", "reply", "utterance", "response",
    ]
    private static let agentNames = [
        "agent", "speaker", "sender", "from", "author", "actor", "who", "name", "source", "by", "bot", "role", "node",
        "component", "user",
    ]
    private static let runNames = [
        "run", "session", "trace", "conversation", "thread", "job", "chat", "task", "episode",
    ]
    private static let turnNames: Set<String> = ["turn", "round", "step", "iteration", "cycle"]
    private static let timeNames: Set<String> = ["ts", "time", "timestamp", "created", "created_at", "date", "at"]

    private static func bonus(_ names: [String], _ field: FieldSurvey.Field) -> Double {
        guard let rank = names.firstIndex(where: { field.name == $0 || field.name.hasSuffix("_" + $0) }) else {
            return 0
        }
        return 1 - 0.5 * Double(rank) / Double(names.count)
    }

    /// Long, varied sentences are what is said.
    private static func textScore(_ field: FieldSurvey.Field) -> Double {
        guard field.texts > 0, field.stamps == 0, 2 * field.texts >= field.records else { return 0 }
        let named = bonus(textNames, field)
        guard named > 0 || field.meanLength >= 12 && 2 * field.sentences >= field.texts else { return 0 }
        return 2 * named + min(1, field.meanLength / 80) + Double(min(field.sentences, field.texts))
            / Double(field.texts)
    }

    /// Short names that come again are who says it.
    private static func agentScore(_ field: FieldSurvey.Field, _ survey: FieldSurvey) -> Double {
        guard field.texts == field.records, field.texts > 0, field.stamps == 0, !field.path.contains("[]"),
            field.meanLength <= 40, field.distinct.count <= max(2, survey.records * 2 / 3)
        else { return 0 }
        let varied = field.distinct.count > 1 || survey.records == 1 ? 1.0 : 0.2
        return varied + 3 * bonus(agentNames, field)
    }

    private static func messages(of record: JSONNode, _ mapping: ReadingOptions.FieldMapping) -> [Example] {
        guard let list = mapping.messages else { return example(of: record, mapping).map { [$0] } ?? [] }
        var found: [Example] = []
        FieldPath(list).value(in: record)?.forEach { if let one = example(of: $0, mapping) { found.append(one) } }
        return found
    }

    private static func example(of record: JSONNode, _ mapping: ReadingOptions.FieldMapping) -> Example? {
        let message = PlainMessage(record, mapping: mapping)
        guard message.oddity == nil, message.fields.agent != nil, message.fields.text != nil else { return nil }
        return Example(agent: message.speaker.name, text: message.text)
    }
}

/// The first records of a file, kept while they are looked at.
private final class MappedRecords {
    private(set) var all: [JSONNode] = []
    private var owners: [EmbeddedJSON] = []

    init(path: String) throws {
        let file = SourceFile(path: path, stem: path)
        try file.withDescriptor { descriptor, identity in
            guard identity.size > 0 else { throw TraceFileError.empty(path: path) }
            let buffer = PaddedBuffer()
            let parser = try JSONParser()
            if try Document.isDocument(descriptor, size: identity.size, buffer: buffer) {
                let parsed = try Document.parse(
                    descriptor, size: identity.size, path: path, buffer: buffer, parser: parser)
                if let root = parsed?.root { withExtendedLifetime(parser) { add(document: root) } }
                return
            }
            let part = LineBlock.Part(
                descriptor: descriptor, base: 0, end: identity.size, limit: ReadingOptions().lineLimit)
            try LineBlock.forEachLine(of: part, buffer: buffer) { line in
                guard all.count < MappingProposal.limit, !line.tooLong else { return }
                let text = line.offset == 0 ? ByteOrderMark.dropped(from: line.text) : line.text
                if let (root, _) = parser.parse(text) { add(root) }
            }
        }
    }

    private func add(document root: JSONNode) {
        if root.kind == .array { root.forEach { add($0) } } else { add(root) }
    }

    private func add(_ record: JSONNode) {
        guard all.count < MappingProposal.limit, record.kind == .object, let copy = EmbeddedJSON(JSONText.of(record))
        else { return }
        owners.append(copy)
        all.append(copy.root)
    }
}
