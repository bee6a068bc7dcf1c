import Testing

@testable import CreditEngine

@Suite("Request keys")
struct RequestKeyTests {
    private let identity = ModelIdentity(provider: "openai", origin: "http://127.0.0.1:4000", model: "tiny")
    private let request = ModelRequest(
        messages: [PromptMessage(role: "system", content: "Be brief."), PromptMessage(role: "user", content: "2+2?")],
        sampling: SamplingParameters(temperature: 0.7), seed: 9, sampleSalt: 3)

    @Test(
        "SHA-256 is SHA-256 (FIPS 180-4 examples)",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func digest(text: String, hex: String) throws {
        let digest = try SHA256Digest(of: text)
        #expect(digest.hex == hex)
        #expect(SHA256Digest(hex: hex) == digest)
    }

    @Test("Only 64 lower-case hexadecimal digits are a digest", arguments: ["", "ab", "G", "A"])
    func notADigest(digit: String) {
        #expect(
            SHA256Digest(hex: String(repeating: digit, count: 64 / max(digit.count, 1)) + (digit == "ab" ? "a" : ""))
                == nil)
    }

    @Test("What is hashed is this text, for ever")
    func text() throws {
        #expect(
            try RequestKey.description(of: request, to: identity).text() == """
                {"max_tokens":null,"messages":[{"content":"Be brief.","role":"system"},{"content":"2+2?","role":"user"}],\
                "model":"tiny","origin":"http://127.0.0.1:4000","provider":"openai","sample":"3","seed":"9",\
                "temperature":0.7,"top_p":null,"version":1}
                """)
    }

    @Test("What is hashed for a server is this text, for ever")
    func addressText() throws {
        var identity = identity
        identity.address = "/v1/chat/completions"
        identity.headers = ["X-Route": "blue"]
        identity.request = #"{"seed":null}"#
        #expect(
            try RequestKey.description(of: request, to: identity).text() == """
                {"address":"/v1/chat/completions","headers":[["x-route","blue"]],"json":false,"max_tokens":null,\
                "messages":[{"content":"Be brief.","role":"system"},{"content":"2+2?","role":"user"}],\
                "model":"tiny","origin":"http://127.0.0.1:4000","provider":"openai","request":"{\\"seed\\":null}",\
                "sample":"3","seed":"9","temperature":0.7,"top_p":null,"version":2}
                """)
    }

    @Test("Every part of a call changes its key, and nothing else does")
    func parts() throws {
        func changed(_ change: (inout ModelRequest, inout ModelIdentity) -> Void) throws -> RequestKey {
            var (request, identity) = (request, identity)
            change(&request, &identity)
            return try RequestKey(request, to: identity)
        }
        let key = try changed { _, _ in }
        let others = try [
            changed { _, identity in identity.provider = "anthropic" },
            changed { _, identity in identity.origin = "http://127.0.0.1:4100" },
            changed { _, identity in identity.address = "/a/v1" },
            changed { _, identity in identity.address = "/b/v1" },
            changed { _, identity in (identity.address, identity.headers) = ("/a/v1", ["X-Route": "blue"]) },
            changed { _, identity in (identity.address, identity.request) = ("/a/v1", "{}") },
            changed { request, identity in (identity.address, request.asksForJSON) = ("/a/v1", true) },
            changed { _, identity in identity.model = "small" },
            changed { request, _ in request.messages[0].role = "user" },
            changed { request, _ in request.messages[1].content += " " },
            changed { request, _ in request.messages.swapAt(0, 1) },
            changed { request, _ in request.sampling.temperature = nil },
            changed { request, _ in request.sampling.topP = 0.9 },
            changed { request, _ in request.sampling.maxTokens = 9 },
            changed { request, _ in request.seed = nil },
            changed { request, _ in request.sampleSalt = 4 },
        ]
        #expect(Set(others + [key]).count == others.count + 1)
        // A default that the request repeats, and a name that the model overrides, change nothing.
        #expect(try changed { request, _ in request.model = "an alias" } == key)
        #expect(try changed { _, identity in identity.defaults.temperature = 1 } == key)
        let byDefault = try changed { request, identity in
            request.sampling.temperature = nil
            identity.defaults.temperature = 0.7
        }
        #expect(byDefault == key)
    }
}
