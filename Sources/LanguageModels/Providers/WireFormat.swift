import CreditEngine

/// How one family of servers is spoken to.
protocol WireFormat: Sendable {
    associatedtype Assembly: ReplyAssembly

    /// The kind of provider, as team files and keys name it.
    static var provider: String { get }
    /// The most tokens of an answer when nobody says, for protocols that must say.
    static var tokenLimit: Int? { get }
    /// Below the endpoint's base.
    static func address(on endpoint: Endpoint) -> String
    /// The key's header and what stands before the key.
    static var keyHeader: (name: String, prefix: String) { get }
    /// Further headers.
    static var headers: [String: String] { get }

    /// The body of a request that names its model.
    static func body(of request: ModelRequest, streams: Bool) -> CanonicalJSON
    /// Reads a whole answer.
    static func reply(from body: [UInt8]) throws(WireFault) -> WireReply
    /// Begins to read a streamed one.
    static func assembly() -> Assembly
}

/// A streamed answer while it comes.
protocol ReplyAssembly: Sendable {
    /// Takes an event; unknown ones are ignored.
    mutating func take(_ event: ServerSentEvent) throws(WireFault)
    /// The answer, once its end marker was read; `nil` before.
    func finished() throws(WireFault) -> WireReply?
}

/// A complete answer as a server gave it.
struct WireReply: Sendable, Equatable {
    var text: String
    var model: String?
    var usage: Usage?
}

/// What is wrong with an answer.
enum WireFault: Error, Equatable {
    /// Not in the protocol; the words say what came instead.
    case notUnderstood(String)
    /// Complete and without words.
    case noText(String)
    /// The server reports an error in the place of an answer.
    case problem(ServerProblem)
}

extension CanonicalJSON {
    /// Messages as all formats write them.
    static func messages(_ messages: [PromptMessage]) -> CanonicalJSON {
        .array(messages.map { ["role": .string($0.role), "content": .string($0.content)] })
    }
}
