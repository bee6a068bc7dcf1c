public import CreditEngine

/// What a team file says about one model behind HTTP.
public struct ModelConnection: Sendable {
    /// Where its server is.
    public let endpoint: Endpoint
    /// The variable that holds its key; `nil` sends none.
    public let key: KeyVariable?
    /// Further headers; never shown.
    public let headers: [String: String]
    /// The model's name on the server; `nil` takes the request's.
    public var model: String?
    /// Settings for requests that do not say.
    public var defaults: SamplingParameters
    /// What tokens cost; `nil` is unknown, not free.
    public var price: TokenPrice?
    /// Whether answers are asked for as a stream, which tells a silent server from a slow one.
    public var streams: Bool

    /// Makes a connection; throws `EndpointError.header` for headers that cannot be sent or that carry keys.
    public init(
        endpoint: Endpoint, key: KeyVariable? = nil, headers: [String: String] = [:], model: String? = nil,
        defaults: SamplingParameters = SamplingParameters(), price: TokenPrice? = nil, streams: Bool = true
    ) throws {
        for (name, value) in headers where !Self.maySend(name, value) { throw EndpointError.header(name) }
        self.endpoint = endpoint
        self.key = key
        self.headers = headers
        self.model = model
        self.defaults = defaults
        self.price = price
        self.streams = streams
    }

    /// Headers that carry keys, or that belong to the transport.
    private static let reserved: Set<String> = [
        "authorization", "proxy-authorization", "x-api-key", "api-key", "cookie", "host", "content-length",
        "content-type", "transfer-encoding", "connection",
    ]

    private static func maySend(_ name: String, _ value: String) -> Bool {
        let marks = "!#$%&'*+-.^_`|~"
        let isToken =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || marks.unicodeScalars.contains(scalar))
            }
        return isToken && !reserved.contains(name.lowercased())
            && value.unicodeScalars.allSatisfy { $0 == "\t" || ($0.value >= 0x20 && $0.value < 0x7F) }
    }
}
