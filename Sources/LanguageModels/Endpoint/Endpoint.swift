internal import Foundation

/// Where a model's server is: the base of its addresses, checked before anything is sent.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host and port, always with the port: `https://api.example.com:443`.
    public let origin: String
    /// The path that all addresses begin with, without a slash at its end.
    let path: String

    /// Reads a base address as a team file has it.
    ///
    /// Throws `EndpointError` for anything but `https`, or `http` to this machine; for an address with a user, a
    /// password, a query or a fragment, because those can hold secrets and would be shown.
    ///
    /// - Parameter allowsPlainHTTP: whether `http` may leave this machine, as the team file says.
    public init(_ base: String, allowsPlainHTTP: Bool = false) throws {
        guard let parts = URLComponents(string: base), let scheme = parts.scheme?.lowercased(), let host = parts.host,
            !host.isEmpty, scheme == "https" || scheme == "http"
        else { throw EndpointError.notAnAddress }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw EndpointError.carriesMore
        }
        guard scheme == "https" || allowsPlainHTTP || Self.isLoopback(host) else {
            throw EndpointError.plainHTTP(host: host)
        }
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        origin = "\(scheme)://\(host.lowercased()):\(port)"
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// The origin.
    public var description: String { origin }

    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}

/// Why an endpoint cannot be used; found before anything is sent.
public enum EndpointError: Error, Equatable, CustomStringConvertible {
    /// Not an `http` or `https` address with a host.
    case notAnAddress
    /// The address holds a user, a password, a query or a fragment.
    case carriesMore
    /// Plain `http` to another machine.
    case plainHTTP(host: String)
    /// The name of a key's variable is not one.
    case notAVariable
    /// A header that cannot be sent, or may not be written into a file.
    case header(String)
    /// A name in the address's query that may hold a key.
    case query(String)
    /// A key of `request` that belongs to the program.
    case request(String)

    /// One sentence that names the thing and the way out, and shows no part of what may be a secret.
    public var description: String {
        switch self {
        case .notAnAddress: "base_url is not an http or https address; write it like https://api.example.com/v1"
        case .carriesMore:
            "base_url may not carry a user, a password, a query or a fragment; name the key's variable in key_env, and other names and values in query"
        case .plainHTTP(let host):
            "plain http to \(host) would send prompts and key unprotected; use https, or allow it in the team file"
        case .notAVariable:
            "key_env is not the name of an environment variable; write the name (LLM_API_KEY), never the key itself"
        case .header(let name): "the header '\(name)' may not be set here; keys are named by key_env and key_header"
        case .query(let name): "'\(name)' may not stand in query, because it may hold a key; keys are named by key_env"
        case .request(let name): "'\(name)' may not stand in request; \(RequestShape.reserved[name] ?? "leave it out")"
        }
    }
}
