import CreditEngine
import Foundation
import LanguageModels

/// Reads `models`.
enum ModelSection {
    private enum Kind: String, CaseIterable { case openai, anthropic, command, simulated, recorded }

    private static let shared = ["provider", "temperature", "top_p", "max_tokens", "price"]
    private static let network = ["base_url", "model", "key_env", "headers", "allow_plain_http"]
    /// Words in the names of headers that hold keys; exports copy the headers that are left.
    private static let secretNames = [
        "token", "auth", "key", "secret", "cookie", "password", "credential", "session", "signature",
    ]
    private static let literalKeys = ["key", "api_key", "apikey", "token", "secret", "password", "authorization"]

    static func model(_ name: String, _ node: TeamNode, folder: TeamFolder) throws -> ModelConfiguration {
        for (member, value) in try node.members() where literalKeys.contains(member.lowercased()) {
            throw value.wrong(
                "would hold a key itself, which is refused; put the key into an environment variable and name that in 'key_env'"
            )
        }
        guard let provider = try node.members().first(where: { $0.name == "provider" })?.value else {
            throw node.wrong("needs 'provider'")
        }
        let kind = try provider.word(Kind.self)
        let own =
            switch kind {
            case .openai, .anthropic: network
            case .command: ["command"]
            case .simulated: ["suite", "coupling"]
            case .recorded: ["traces"]
            }
        let fields = try node.fields(shared + own)
        return ModelConfiguration(
            name: name, provider: try self.provider(kind, fields, folder), sampling: try sampling(fields),
            price: try price(fields))
    }

    private static func provider(
        _ kind: Kind, _ fields: TeamFields, _ folder: TeamFolder
    ) throws -> ModelConfiguration.Provider {
        switch kind {
        case .openai: .openAI(try endpoint(fields))
        case .anthropic: .anthropic(try endpoint(fields))
        case .command: .command(try fields.required("command").texts())
        case .simulated:
            .simulated(suite: try fields["suite"]?.text(), coupling: try fields["coupling"]?.number(0...1) ?? 1)
        case .recorded: .recorded(path: try folder.file(fields.required("traces")))
        }
    }

    private static func sampling(_ fields: TeamFields) throws -> SamplingParameters {
        SamplingParameters(
            temperature: try fields["temperature"]?.number(0...2), topP: try fields["top_p"]?.number(0...1),
            maxTokens: try fields["max_tokens"]?.whole(1...Int(Int32.max)))
    }

    private static func price(_ fields: TeamFields) throws -> ModelConfiguration.Price? {
        guard let price = try fields["price"]?.fields(["input_per_million", "output_per_million"]) else { return nil }
        let range = 0...Double.greatestFiniteMagnitude
        return ModelConfiguration.Price(
            input: try price.required("input_per_million").number(range),
            output: try price.required("output_per_million").number(range))
    }

    private static func endpoint(_ fields: TeamFields) throws -> ModelConfiguration.Endpoint {
        let plain = try fields["allow_plain_http"]?.flag() ?? false
        return ModelConfiguration.Endpoint(
            url: try url(fields.required("base_url"), plain: plain), model: try fields.required("model").text(),
            keyVariable: try fields["key_env"].map(keyVariable), headers: try fields["headers"].map(headers) ?? [:],
            allowsPlainHTTP: plain)
    }

    /// The name of a variable; what looks like a key itself is refused and not repeated.
    private static func keyVariable(_ node: TeamNode) throws -> String {
        let name = try node.text()
        let isName = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_")
        }
        guard isName, name.utf8.count <= 64, name.first?.isNumber == false else {
            throw node.wrong(
                "must be the name of an environment variable in capitals (LLM_API_KEY), never the key itself")
        }
        return name
    }

    private static func headers(_ node: TeamNode) throws -> [String: String] {
        var headers: [String: String] = [:]
        for (name, value) in try node.members() {
            let lowered = name.lowercased()
            guard !secretNames.contains(where: lowered.contains) else {
                throw value.wrong("would hold a key itself, which is refused; name its variable in 'key_env'")
            }
            let token = name.utf8.allSatisfy { byte in
                (byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
            let text = try value.text()
            guard token, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                throw value.wrong("must be a header: letters, digits and hyphens, with one line of plain ASCII")
            }
            guard Redaction(of: text).count == 0, Redaction(of: "\(name): \(text)").count == 0 else {
                throw value.wrong(
                    "looks like a key or password, which is refused; put it into an environment variable and name that in 'key_env'"
                )
            }
            headers[name] = text
        }
        return headers
    }

    private static func url(_ node: TeamNode, plain: Bool) throws -> String {
        let text = try node.text()
        guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty,
            url.scheme == "https" || url.scheme == "http"
        else { throw node.wrong("must be a URL such as https://host/v1") }
        guard url.user == nil, url.password == nil, url.query == nil, url.fragment == nil else {
            throw node.wrong("must be an address only, without user, password or '?'; keys go by 'key_env'")
        }
        guard url.scheme == "https" || plain || isLoopback(host) else {
            throw node.wrong("is unencrypted http to another computer; use https, or say allow_plain_http: true")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
