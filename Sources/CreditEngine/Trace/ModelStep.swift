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

    /// Makes a step.
    public init(text: String, calls: [Call] = []) {
        self.text = text
        self.calls = calls
    }
}
