import CreditEngine

/// What a span stands for.
enum SpanRole {
    /// One request to a model.
    case modelCall
    case tool
    /// One visit of an agent.
    case agent
    /// An agent hands over to another one.
    case handoff
    /// Anything else; never a message.
    case setup
}

/// A tool's use as its span tells it.
struct SpanTool {
    var name: String
    var id: String?
    var arguments: String
    var result: String?

    init(name: String, id: String? = nil, arguments: String, result: String? = nil) {
        (self.name, self.id, self.arguments, self.result) = (name, id, arguments, result)
    }

    /// What several conventions tell of one use; the first that says something is believed.
    init(whole parts: [SpanTool], name: String) {
        self.name = parts.first?.name ?? name
        id = parts.lazy.compactMap(\.id).first
        arguments = parts.map(\.arguments).first { !$0.isEmpty } ?? ""
        result = parts.lazy.compactMap(\.result).first
    }
}

/// One convention for the names of attributes; `nil` and empty mean that the span says nothing in this convention.
///
/// A dialect is one small file and one line in `SpanDialects.all`.
protocol SpanDialect: SendableMetatype {
    static func role(of span: Span) -> SpanRole?
    /// The agent that the span itself names.
    static func agent(of span: Span) -> String?
    /// What the model answered, or what an agent said in the end.
    static func output(of span: Span) -> [SpanMessage]
    /// What the model was given.
    static func input(of span: Span) -> [SpanMessage]
    static func tool(of span: Span) -> SpanTool?
    static func usage(of span: Span) -> Usage?
    static func model(of span: Span) -> String?
    /// US dollars.
    static func cost(of span: Span) -> Double?
    static func scores(of span: Span) -> [NamedScore]
}

extension SpanDialect {
    static func role(of span: Span) -> SpanRole? { nil }
    static func agent(of span: Span) -> String? { nil }
    static func output(of span: Span) -> [SpanMessage] { [] }
    static func input(of span: Span) -> [SpanMessage] { [] }
    static func tool(of span: Span) -> SpanTool? { nil }
    static func usage(of span: Span) -> Usage? { nil }
    static func model(of span: Span) -> String? { nil }
    static func cost(of span: Span) -> Double? { nil }
    static func scores(of span: Span) -> [NamedScore] { [] }

    /// Token counts under two attributes.
    static func usage(_ input: SpanValue?, _ output: SpanValue?) -> Usage? {
        let usage = Usage(input: input?.integer, output: output?.integer)
        return usage.input == nil && usage.output == nil ? nil : usage
    }
}

/// All conventions, asked in this order; the first that says something is believed.
enum SpanDialects {
    static let all: [any SpanDialect.Type] = [
        VercelAI.self, OpenLLMetry.self, GenAIConventions.self, CrewAIAttributes.self, OpenInference.self,
        LangfuseAttributes.self, MLflowAttributes.self,
    ]

    static func first<Answer>(_ ask: (any SpanDialect.Type) -> Answer?) -> Answer? {
        for dialect in all { if let answer = ask(dialect) { return answer } }
        return nil
    }

    /// The first messages that say something.
    static func messages(_ ask: (any SpanDialect.Type) -> [SpanMessage]) -> [SpanMessage] {
        first { dialect in
            let messages = ask(dialect)
            return messages.contains { !$0.content.isEmpty } ? messages : nil
        } ?? []
    }
}
