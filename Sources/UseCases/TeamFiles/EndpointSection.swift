import CreditEngine
import Foundation
import LanguageModels

/// Reads what a model's entry says of its server.
enum EndpointSection {
    /// Words in the names of headers that hold keys; exports copy the headers that are left.
    private static let secretNames = [
        "token", "auth", "key", "secret", "cookie", "password", "credential", "session", "signature",
    ]

    static func endpoint(_ fields: TeamFields) throws -> ModelConfiguration.Endpoint {
        let plain = try fields["allow_plain_http"]?.flag() ?? false
        return ModelConfiguration.Endpoint(
            url: try url(fields.required("base_url"), plain: plain), model: try fields.required("model").text(),
            keyVariable: try fields["key_env"].map(keyVariable), keyHeader: try fields["key_header"].map(keyHeader),
            query: try fields["query"].map(headers) ?? [:], headers: try fields["headers"].map(headers) ?? [:],
            shape: try fields["request"].map(shape) ?? .unchanged, allowsPlainHTTP: plain)
    }

    /// What requests have beside or without the usual parameters.
    private static func shape(_ node: TeamNode) throws -> RequestShape {
        var members: [String: CanonicalJSON] = [:]
        for (name, value) in try node.members() {
            members[name] = try value.json()
            guard Redaction(of: "\(name): \(try members[name]?.text() ?? "")").count == 0 else {
                throw value.wrong("looks like a key or password, which is refused; name its variable in 'key_env'")
            }
        }
        do { return try RequestShape(members) } catch { throw node.wrong("is refused: \(error)") }
    }

    private static func keyHeader(_ node: TeamNode) throws -> String {
        let name = try node.text()
        guard isToken(name), name.utf8.count <= 64 else {
            throw node.wrong("must be the name of a header: letters, digits and hyphens")
        }
        return name
    }

    private static func isToken(_ name: String) -> Bool {
        name.utf8.allSatisfy { byte in
            (byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z"))
                || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_")
        }
    }

    /// The names of variables that programs get.
    static func variables(_ node: TeamNode) throws -> [String] { try node.elements().map { try keyVariable($0) } }

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
            let text = try value.text()
            guard isToken(name), text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
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
