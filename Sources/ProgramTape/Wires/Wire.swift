import CreditEngine
import LanguageModels

/// A protocol in which programs ask models: what a request asks for, and answers in the same protocol.
///
/// One wire is one file and one line in `Wires.all`. Bodies are JSON values of foreign make: what a wire does not find is
/// empty, never invented.
protocol Wire: Sendable {
    /// How the path of its requests ends (`/chat/completions`).
    static var pathEnding: String { get }

    /// How its answers are read: as those to our own calls.
    static var answers: LanguageModels.Wire { get }

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

    /// A whole response that says this.
    static func response(_ answer: ModelAnswer, model: String, id: String) -> CanonicalJSON

    /// A whole response as the events of a stream, ready to send, as far as the call asked for them.
    static func stream(_ response: CanonicalJSON, to asked: AskedCall) -> String
}

/// A wire whose server can keep what was said, so that a request only adds to it.
protocol ConversationWire: Wire {
    /// The response that a request goes on from; `nil` when it stands alone.
    static func previous(_ body: CanonicalJSON) -> String?

    /// The request as one that stands alone, with everything that was said before it.
    static func body(_ body: CanonicalJSON, after said: [CanonicalJSON]) -> CanonicalJSON

    /// What a whole request says.
    static func items(_ body: CanonicalJSON) -> [CanonicalJSON]

    /// What a whole response says.
    static func output(of response: CanonicalJSON) -> [CanonicalJSON]
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
    /// Whether a call is to come in the form that there was before tools: the request offers none.
    var takesFunctions = false
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

extension ModelAnswer {
    /// The words for why a model stopped that the wires write themselves, without calls and with some.
    private static let usual = [["stop", "end_turn"], ["tool_calls", "tool_use"]]

    /// The answer as a step of a message.
    var step: ModelStep {
        let usual = Self.usual[calls.isEmpty ? 0 : 1]
        return ModelStep(
            text: text, calls: calls.map { ModelStep.Call(name: $0.name, arguments: $0.arguments, id: $0.id) },
            refusal: refusal, ending: ending.flatMap { usual.contains($0) ? nil : $0 })
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
