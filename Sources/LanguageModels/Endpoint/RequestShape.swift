public import CreditEngine

/// What a team file changes in the body of every request to a model: `request: {seed: null, reasoning_effort: low}`.
public struct RequestShape: Sendable, Equatable {
    /// The keys that are set, or removed by `null`.
    let members: [String: CanonicalJSON]
    /// The canonical text, for keys and names; `nil` when nothing is changed.
    public let text: String?

    /// Changes nothing.
    public static let unchanged = RequestShape()

    private init() { (members, text) = ([:], nil) }

    /// Takes changes; throws `EndpointError.request` for a key that the program itself must decide, and `IdentityError`.
    public init(_ members: [String: CanonicalJSON]) throws {
        for name in members.keys.sorted() where Self.reserved[name] != nil { throw EndpointError.request(name) }
        self.members = members
        text =
            members.isEmpty
            ? nil : try CanonicalJSON.object(members.map { CanonicalJSON.Member($0, $1) }).text()
    }

    /// The keys that a shape may not have, and what stands for them.
    static let reserved = [
        "messages": "the team decides what is said", "input": "the team decides what is said",
        "system": "the team decides what is said", "instructions": "the team decides what is said",
        "model": "it is a key of the model's entry itself", "n": "one answer is asked for, and more would be paid for",
        "best_of": "one answer is asked for, and more would be paid for",
    ]

    /// A body with these changes.
    ///
    /// A limit that is set takes the place of the protocol's other names for it, and a request for no stream has no options
    /// of one.
    func applied(to body: [String: CanonicalJSON], limitKeys: [String]) -> [String: CanonicalJSON] {
        var body = body
        if limitKeys.contains(where: { members[$0].map { $0 != .null } ?? false }) {
            for key in limitKeys { body[key] = nil }
        }
        for (key, value) in members { body[key] = value == .null ? nil : value }
        if body["stream"] != .bool(true), members["stream_options"] == nil { body["stream_options"] = nil }
        return body
    }
}
