public import CreditEngine

/// What a team file says about one model behind HTTP.
public struct ModelConnection: Sendable {
    /// Where its server is.
    public let endpoint: Endpoint
    /// The variable that holds its key; `nil` sends none.
    public let key: KeyVariable?
    /// The header that carries the key; `nil` takes the protocol's.
    public let keyHeader: String?
    /// Names and values in the query of the address (`api-version`).
    public let query: [String: String]
    /// Further headers; never shown.
    public let headers: [String: String]
    /// The model's name on the server; `nil` takes the request's.
    public var model: String?
    /// Settings for requests that do not say.
    public var defaults: SamplingParameters
    /// What the body of every request has beside or without what the program sends.
    public var shape: RequestShape
    /// What tokens cost; `nil` is unknown, not free.
    public var price: TokenPrice?
    /// Whether answers are asked for as a stream, which tells a silent server from a slow one.
    public var streams: Bool

    /// Makes a connection.
    ///
    /// Throws `EndpointError.header` for headers that cannot be sent or that carry keys, and `EndpointError.query` for names
    /// in a query that may hold keys.
    public init(
        endpoint: Endpoint, key: KeyVariable? = nil, keyHeader: String? = nil, query: [String: String] = [:],
        headers: [String: String] = [:], model: String? = nil, defaults: SamplingParameters = SamplingParameters(),
        shape: RequestShape = .unchanged, price: TokenPrice? = nil, streams: Bool = true
    ) throws {
        for (name, value) in headers where Self.reserved.contains(name.lowercased()) || !Self.maySend(name, value) {
            throw EndpointError.header(name)
        }
        if let keyHeader, Self.transport.contains(keyHeader.lowercased()) || !Self.maySend(keyHeader, "") {
            throw EndpointError.header(keyHeader)
        }
        for name in query.keys where Self.secretNames.contains(where: name.lowercased().contains) {
            throw EndpointError.query(name)
        }
        self.endpoint = endpoint
        self.key = key
        self.keyHeader = keyHeader
        self.query = query
        self.headers = headers
        self.model = model
        self.defaults = defaults
        self.shape = shape
        self.price = price
        self.streams = streams
    }

    /// Headers that belong to the transport.
    private static let transport: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection",
    ]
    /// Headers that carry keys, too.
    private static let reserved = transport.union([
        "authorization", "proxy-authorization", "x-api-key", "api-key", "cookie",
    ])
    private static let secretNames = ["key", "token", "secret", "sig", "password", "code"]

    private static func maySend(_ name: String, _ value: String) -> Bool {
        let marks = "!#$%&'*+-.^_`|~"
        let isToken =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || marks.unicodeScalars.contains(scalar))
            }
        return isToken && value.unicodeScalars.allSatisfy { $0 == "\t" || ($0.value >= 0x20 && $0.value < 0x7F) }
    }
}
