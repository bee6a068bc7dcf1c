/// The name of one sample of one request: equal keys may share an answer, and nothing else may.
///
/// The SHA-256 of the canonical JSON of provider, origin, model, messages, all sampling parameters, seed and sample;
/// what is not sent is `null`. `ModelRequest.chance` is the sample: it tells apart calls that a provider cannot.
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
        return [
            "version": 1,
            "provider": .string(identity.provider),
            "origin": .string(identity.origin),
            "model": made.model.map { .string($0) } ?? .null,
            "messages": .array(
                made.messages.map { ["role": .string($0.role), "content": .string($0.content)] }),
            "temperature": made.sampling.temperature.map { .number($0) } ?? .null,
            "top_p": made.sampling.topP.map { .number($0) } ?? .null,
            "max_tokens": made.sampling.maxTokens.map { .integer($0) } ?? .null,
            // As text: JSON readers keep only 53 bits of a number.
            "seed": made.seed.map { .string(String($0)) } ?? .null,
            "sample": .string(String(made.chance)),
        ]
    }
}
