public import CreditEngine

/// A protocol that models behind HTTP are spoken to in.
public struct Wire: Sendable, Equatable, CustomStringConvertible {
    /// How it is spoken.
    let format: any WireFormat

    /// The kind of provider that team files name.
    public var name: String { format.provider }
    /// The name.
    public var description: String { name }

    /// Chat completions.
    public static let openAI = Wire(format: ChatFormat())
    /// OpenAI's responses.
    public static let responses = Wire(format: ResponsesFormat())
    /// Anthropic's messages.
    public static let anthropic = Wire(format: AnthropicFormat())

    /// All that are spoken: a further one is a file and a place in this list.
    public static let all = [
        openAI, responses, anthropic, Wire(format: AzureFormat()),
    ]

    /// The wire of a name; `nil` when there is none.
    public static func named(_ name: String) -> Wire? { all.first { $0.name == name } }

    /// The most tokens that an answer may have, as requests of this shape say; `nil` when they say nothing.
    public func answerLimit(_ shape: RequestShape, _ sampling: SamplingParameters) -> Int? {
        let body = shape.applied(
            to: format.body(of: ModelRequest(messages: [], sampling: sampling), streams: true),
            limitKeys: format.limitKeys)
        return format.limit(of: body)
    }

    /// Wires are told apart by their names.
    public static func == (one: Wire, other: Wire) -> Bool { one.name == other.name }
}
