import CreditEngine
import LanguageModels

/// A protocol in which programs ask models: what a request asks for, and answers in the same protocol.
///
/// One wire is one file and one line in `Wires.all`. Bodies are JSON values of foreign make: what a wire does not find is
/// empty, never invented.
protocol Wire: Sendable {
    /// How the path of its requests ends (`/chat/completions`).
    static var pathEnding: String { get }

    /// What a request asks.
    static func asked(_ body: CanonicalJSON) -> AskedCall

    /// The request with another system prompt; a request without one gets it.
    static func body(_ body: CanonicalJSON, withSystem prompt: String) -> CanonicalJSON

    /// The request with another text in the place of its first message, which is where a program without system prompts
    /// says what an agent is to do.
    static func body(_ body: CanonicalJSON, withLead prompt: String) -> CanonicalJSON

    /// The request with a seed; the same request where the protocol has none.
    static func body(_ body: CanonicalJSON, withSeed seed: Int) -> CanonicalJSON

    /// The request with other results of tools: `result` gives them by the call's identifier, `nil` where none is changed.
    static func body(_ body: CanonicalJSON, withResults result: (String) -> String?) -> CanonicalJSON

    /// What a whole response says; `nil` when it is no answer.
    static func said(_ response: CanonicalJSON) -> ModelAnswer?

    /// A whole response that says this.
    static func response(_ answer: ModelAnswer, model: String, id: String) -> CanonicalJSON

    /// A whole response as the events of a stream, ready to send, as far as the call asked for them.
    static func stream(_ response: CanonicalJSON, to asked: AskedCall) -> String

    /// The whole response that the events of a stream come to; `nil` when the stream is not complete.
    static func whole(of events: [ServerSentEvent]) -> CanonicalJSON?
}

/// A wire whose server can keep what was said, so that a request only adds to it.
protocol ConversationWire: Wire {
    /// The response that a request goes on from; `nil` when it stands alone.
    static func previous(_ body: CanonicalJSON) -> String?

    /// The request as one that stands alone, with everything that was said before it.
    static func body(_ body: CanonicalJSON, after said: [CanonicalJSON]) -> CanonicalJSON

    /// What a whole request and its response say together.
    static func said(_ body: CanonicalJSON, _ response: CanonicalJSON) -> [CanonicalJSON]
}

/// What a request asks a model.
struct AskedCall: Equatable {
    /// The system prompt, its parts joined by blank lines; empty when there is none.
    var system = ""
    /// The other messages.
    var messages: [PromptMessage] = []
    /// What tools returned since the model's last answer, by the call's identifier.
    var results: [String: String] = [:]
    /// Names of the tools that the model may call.
    var tools: [String] = []
    /// The model's name.
    var model = ""
    /// Whether the answer is to come as a stream of events.
    var isStreamed = false
    /// Whether the stream is to end with what the call used.
    var wantsUsage = false
    /// The name under which the models' server keeps what was said before, and the request does not repeat; `nil` when the
    /// request says everything.
    var keptAtServer: String?
    /// The most tokens that the answer may have; `nil` when the request does not say.
    var answerLimit: Int?
}

/// What a model answered.
struct ModelAnswer: Equatable {
    /// A tool call with the identifier that its result will name.
    struct Call: Equatable {
        var id: String
        var name: String
        var arguments: String
    }

    var text = ""
    /// What the model thought before it spoke; `nil` when it does not say.
    var reasoning: String?
    var calls: [Call] = []
    var usage = Usage()
    var model: String?

    /// The answer as a step of a message.
    var step: ModelStep {
        ModelStep(text: text, calls: calls.map { ModelStep.Call(name: $0.name, arguments: $0.arguments, id: $0.id) })
    }
}

/// The protocols that are understood; a request in any other is passed on, counted, and part of no message.
enum Wires {
    static let all: [any Wire.Type] = [ChatCompletionsWire.self, ResponsesWire.self, MessagesWire.self]

    /// The wire of a request's path.
    static func wire(of path: String) -> (any Wire.Type)? { all.first { path.hasSuffix($0.pathEnding) } }

    /// The words of a content that is a text, or a list of parts with texts.
    static func text(_ content: CanonicalJSON?) -> String {
        switch content {
        case .string(let text)?: text
        case .array(let parts)?: parts.compactMap { $0["text"]?.string }.joined()
        default: ""
        }
    }

    /// A content with another text: its texts become one, everything else in it stays.
    static func content(_ content: CanonicalJSON?, saying text: String) -> CanonicalJSON {
        guard case .array(let parts)? = content, let first = parts.firstIndex(where: { $0["text"] != nil }) else {
            return .string(text)
        }
        var said = parts[first]
        said["text"] = .string(text)
        return .array(
            parts.indices.compactMap { $0 == first ? said : parts[$0]["text"] == nil ? parts[$0] : nil })
    }

    /// Messages with another text in the first that is none of the system's.
    static func messages(
        _ messages: [CanonicalJSON], leadSaying text: String, isSystem: (CanonicalJSON) -> Bool = { _ in false }
    ) -> CanonicalJSON {
        var messages = messages
        if let first = messages.firstIndex(where: { !isSystem($0) }) {
            messages[first]["content"] = content(messages[first]["content"], saying: text)
        }
        return .array(messages)
    }

    /// An object with another text under a key, where it is to have one and has not; else the same.
    static func object(_ object: CanonicalJSON, _ key: String, saying text: String?) -> CanonicalJSON {
        guard let text, Wires.text(object[key]) != text else { return object }
        var changed = object
        changed[key] = .string(text)
        return changed
    }

    /// An event of a stream as it is sent.
    static func event(_ name: String?, _ data: CanonicalJSON) -> String {
        let text = (try? data.text()) ?? "{}"
        return (name.map { "event: \($0)\n" } ?? "") + "data: \(text)\n\n"
    }
}
