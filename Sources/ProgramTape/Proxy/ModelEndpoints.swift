import LanguageModels

/// Where a program's models are, and the variables by which its libraries are told to ask the proxy instead.
public struct ModelEndpoints: Sendable, Equatable {
    /// One address that programs ask, with the variables that name it.
    struct Endpoint: Sendable, Equatable {
        /// The first part of the proxy's path.
        var segment: String
        /// Variables that libraries read; all of them are set for the program.
        var variables: [String]
        /// The variable that libraries read the key from; `nil` where none insists on one.
        var key: String? = nil
        /// Where requests go when no variable and no team file says otherwise; `nil` when there is no usual place.
        var usual: String?
    }

    /// The endpoints that are known: one line each.
    static let known: [Endpoint] = [
        Endpoint(
            segment: "openai", variables: ["OPENAI_BASE_URL", "OPENAI_API_BASE"], key: "OPENAI_API_KEY",
            usual: "https://api.openai.com/v1"),
        Endpoint(
            segment: "anthropic", variables: ["ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"], key: "ANTHROPIC_API_KEY",
            usual: "https://api.anthropic.com"),
        Endpoint(segment: "azure", variables: ["AZURE_OPENAI_ENDPOINT"], usual: nil),
        Endpoint(
            segment: "gemini", variables: ["GOOGLE_GEMINI_BASE_URL", "GEMINI_BASE_URL"],
            usual: "https://generativelanguage.googleapis.com"),
        Endpoint(segment: "ollama", variables: ["OLLAMA_HOST"], usual: "http://127.0.0.1:11434"),
    ]

    /// Addresses by segment, without a slash at the end.
    private let addresses: [String: String]
    /// Variables of keys that nobody has set.
    private let missingKeys: [String]
    /// The hosts that the environment reaches without a proxy of the network, as a list with commas.
    private let direct: String

    /// What stands for a key that nobody has set: libraries insist on one before they ask a server that may need none.
    static let placeholder = "no-key-is-set"

    /// Reads where models are: an address that the team file gives (for OpenAI's and Anthropic's wires alike), else the
    /// variables of the environment, else the usual place.
    public init(upstream: String?, environment: [String: String]) {
        var addresses: [String: String] = [:]
        for endpoint in Self.known {
            let named = endpoint.variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
            let address = (endpoint.segment == "azure" ? nil : upstream) ?? named ?? endpoint.usual
            addresses[endpoint.segment] = address.map { String($0.reversed().drop { $0 == "/" }.reversed()) }
        }
        self.addresses = addresses
        direct = PlainProxy.spared(in: environment)
        missingKeys = Self.known.compactMap(\.key).filter { environment[$0]?.isEmpty ?? true }
    }

    /// The variables that send a program's requests to the proxy; `base` is the run's own address there.
    func variables(base: String) -> [String: String] {
        var variables: [String: String] = [:]
        for endpoint in Self.known where addresses[endpoint.segment] != nil {
            let ending = endpoint.segment == "openai" ? "/v1" : ""
            for name in endpoint.variables { variables[name] = "\(base)/\(endpoint.segment)\(ending)" }
        }
        // A proxy of the network does not reach this machine's own addresses.
        for name in ["no_proxy", "NO_PROXY"] { variables[name] = direct.isEmpty ? "127.0.0.1" : "\(direct),127.0.0.1" }
        for name in missingKeys { variables[name] = Self.placeholder }
        return variables
    }

    /// Where a request to the proxy goes: the part of its path behind the run's own, and its query.
    func target(of path: String, query: String) -> String? {
        let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
        guard let segment = parts.first, let base = addresses[String(segment)] else { return nil }
        var rest = parts.count > 1 ? String(parts[1]) : ""
        // The usual addresses of OpenAI's wire end with the version that libraries repeat.
        if base.hasSuffix("/v1"), rest == "v1" || rest.hasPrefix("v1/") { rest = String(rest.dropFirst(2)) }
        if rest.hasPrefix("/") { rest.removeFirst() }
        return "\(base)/\(rest)" + (query.isEmpty ? "" : "?\(query)")
    }
}
