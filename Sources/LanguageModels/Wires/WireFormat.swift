import CreditEngine

/// How one family of servers is spoken to; registered in `Wire.all`.
protocol WireFormat: Sendable {
    /// The kind of provider, as team files and keys name it.
    var provider: String { get }
    /// The most tokens of an answer when nobody says, for protocols that must say.
    var tokenLimit: Int? { get }
    /// The keys of a request's body by which the protocol and its dialects bound an answer; the first one is sent.
    var limitKeys: [String] { get }
    /// The key's header.
    var keyScheme: KeyScheme { get }
    /// Further headers.
    var headers: [String: String] { get }
    /// What an address's query says where nobody says it.
    func query(on endpoint: Endpoint) -> [String: String]
    /// The path of the address that is asked.
    func path(on endpoint: Endpoint, model: String) -> String
    /// What a request's body holds.
    func body(of request: ModelRequest, streams: Bool) -> [String: CanonicalJSON]
    /// What a whole answer says.
    func parts(of answer: ServerJSON) throws(WireFault) -> AnswerParts
    /// Begins to read a streamed one.
    func assembly() -> any ReplyAssembly
}

extension WireFormat {
    var tokenLimit: Int? { nil }
    var keyScheme: KeyScheme { .bearer }
    var headers: [String: String] { [:] }
    func query(on endpoint: Endpoint) -> [String: String] { [:] }

    /// The most tokens that an answer may have, as a body says; `nil` when it says nothing.
    func limit(of body: [String: CanonicalJSON]) -> Int? {
        limitKeys.compactMap { key in if case .integer(let limit)? = body[key] { limit } else { nil } }.max()
    }
}

/// A streamed answer while it comes.
protocol ReplyAssembly: Sendable {
    /// Takes an event; unknown ones are ignored.
    mutating func add(_ event: ServerJSON) throws(WireFault)
    /// Whether the protocol's own end marker has come.
    var isDone: Bool { get }
    /// Whether the model has said why it stopped: everything that it says is here.
    var isFinished: Bool { get }
    /// What it says as far as it has come.
    var parts: AnswerParts { get }
}

/// The header that carries a key, and what stands before the key in it.
struct KeyScheme: Sendable, Hashable {
    let name: String
    let prefix: String

    static let bearer = KeyScheme(name: "Authorization", prefix: "Bearer ")

    /// The header of a name, with the scheme that the standard one has.
    static func named(_ name: String) -> KeyScheme {
        name.lowercased() == "authorization" ? bearer : KeyScheme(name: name, prefix: "")
    }
}

/// A complete answer as a server gave it.
struct WireReply: Sendable, Equatable {
    var text: String
    var reasoning: String?
    var model: String?
    var usage: Usage?
}

/// What is wrong with an answer.
enum WireFault: Error, Equatable {
    /// Not in the protocol; the words say what came instead.
    case notUnderstood(String)
    /// Complete and without words; what it used is paid for.
    case noText(String, usage: Usage?)
    /// The server reports an error in the place of an answer.
    case problem(ServerProblem)
}

extension CanonicalJSON {
    /// Messages as all formats write them.
    static func messages(_ messages: [PromptMessage]) -> CanonicalJSON {
        .array(messages.map { ["role": .string($0.role), "content": .string($0.content)] })
    }
}

extension Usage {
    /// Counts of which at least one is known.
    init?(reported input: Int?, _ output: Int?) {
        guard input != nil || output != nil else { return nil }
        self.init(input: input, output: output)
    }
}

extension Endpoint {
    /// The path below the base; a base that holds it already is meant as the whole address.
    func path(_ suffix: String) -> String { path.hasSuffix(suffix) ? path : path + suffix }
}
