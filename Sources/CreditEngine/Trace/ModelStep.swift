/// One answer of a model within a message: the words and the tool calls that came together.
///
/// A message of a recorded program may fold several answers together (a call for a tool, then words); a replay gives the
/// program these answers again, one by one.
public struct ModelStep: Sendable, Equatable {
    /// A tool call as the model wrote it.
    public struct Call: Sendable, Equatable {
        /// The tool's name.
        public var name: String
        /// The arguments as the model wrote them, JSON text as a rule.
        public var arguments: String
        /// The identifier that the model gave it, which programs may repeat in what they say; `nil` when nobody recorded it.
        public var id: String?

        /// Makes a call.
        public init(name: String, arguments: String, id: String? = nil) {
            self.name = name
            self.arguments = arguments
            self.id = id
        }
    }

    /// The words; empty when the answer was calls only.
    public var text: String
    /// The calls, in order.
    public var calls: [Call]
    /// The words in which the model refuses, where the protocol keeps them apart; `nil` when there are none.
    public var refusal: String?
    /// The server's word for why the model stopped (`length`); `nil` when that is the usual one.
    public var ending: String?

    /// Makes a step.
    public init(text: String, calls: [Call] = [], refusal: String? = nil, ending: String? = nil) {
        self.text = text
        self.calls = calls
        self.refusal = refusal
        self.ending = ending
    }
}
