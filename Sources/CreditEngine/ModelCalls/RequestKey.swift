/// The name of one sample of one request: equal keys may share an answer, and nothing else may.
///
/// The SHA-256 of the canonical JSON of provider, origin, address, headers, model, messages, all sampling parameters, seed and sample;
/// what is not sent is `null`. `ModelRequest.sampleSalt` is the sample: it tells apart calls that a provider cannot.
public struct RequestKey: Sendable, Hashable, CustomStringConvertible {
    /// The hash.
    public let digest: SHA256Digest

    /// The key of a request as a model would make it; throws `IdentityError`.
    public init(_ request: ModelRequest, to identity: ModelIdentity) throws {
        digest = try SHA256Digest(of: Self.description(of: request, to: identity).text())
    }

    /// A key that was written down earlier.
    public init(_ digest: SHA256Digest) {
        self.digest = digest
    }

    /// The key as 64 hexadecimal digits.
    public var description: String { digest.hex }

    /// What is hashed.
    static func description(of request: ModelRequest, to identity: ModelIdentity) -> CanonicalJSON {
        let made = identity.completed(request)
        var members: [CanonicalJSON.Member] = [
            .init("version", identity.address.isEmpty ? 1 : 2),
            .init("provider", .string(identity.provider)),
            .init("origin", .string(identity.origin)),
            .init("model", made.model.map { .string($0) } ?? .null),
            .init(
                "messages",
                .array(made.messages.map { ["role": .string($0.role), "content": .string($0.content)] })),
            .init("temperature", made.sampling.temperature.map { .number($0) } ?? .null),
            .init("top_p", made.sampling.topP.map { .number($0) } ?? .null),
            .init("max_tokens", made.sampling.maxTokens.map { .integer($0) } ?? .null),
            // As text: JSON readers keep only 53 bits of a number.
            .init("seed", made.seed.map { .string(String($0)) } ?? .null),
            .init("sample", .string(String(made.sampleSalt))),
        ]
        // Who has no address, such as a program, keeps the keys of version 1.
        guard !identity.address.isEmpty else { return .object(members) }
        let headers = identity.headers.map { ($0.lowercased(), $1) }.sorted { $0 < $1 }
        members += [
            .init("address", .string(identity.address)),
            .init("headers", .array(headers.map { [.string($0), .string($1)] })),
            .init("request", identity.request.map { .string($0) } ?? .null),
            .init("json", .bool(made.asksForJSON)),
        ]
        return .object(members)
    }
}
