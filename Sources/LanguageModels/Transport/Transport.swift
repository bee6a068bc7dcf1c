/// Sends one request and hands over what comes back, as it comes.
public protocol Transport: Sendable {
    /// Sends a request once and returns when the response's head is here.
    ///
    /// Throws `TransportFault`, also later from the body, and `CancellationError`. A cancelled task, or a body that is
    /// no longer read, ends the exchange. Redirects are never followed.
    func send(_ request: HTTPRequest, within limits: TransportLimits) async throws -> HTTPResponse
}

/// One request.
public struct HTTPRequest: Sendable, Equatable {
    /// `POST`, which all calls of models are, or another method.
    public var method: String
    /// The whole address.
    public var address: String
    /// Headers without the key.
    public var headers: [String: String]
    /// The header that carries the key.
    public var key: KeyHeader?
    /// The body.
    public var body: [UInt8]

    /// Makes a request.
    public init(
        method: String = "POST", address: String, headers: [String: String], key: KeyHeader? = nil, body: [UInt8]
    ) {
        self.method = method
        (self.address, self.headers, self.key, self.body) = (address, headers, key, body)
    }

    /// A key and how it is sent; equal when both are.
    public struct KeyHeader: Sendable, Equatable {
        /// The header's name.
        public var name: String
        /// What stands before the key (`Bearer `).
        public var prefix: String
        /// The key.
        public var secret: Secret

        /// Compares the keys themselves.
        public static func == (one: Self, other: Self) -> Bool {
            one.name == other.name && one.prefix == other.prefix && one.secret.reveal() == other.secret.reveal()
        }
    }
}

/// A response whose body is still coming.
public struct HTTPResponse: Sendable {
    /// The status.
    public var status: Int
    /// Headers by their names in lower case.
    public var headers: [String: String]
    /// The body in pieces as they arrive.
    public var body: AsyncThrowingStream<[UInt8], any Error>

    /// Makes a response.
    public init(status: Int, headers: [String: String], body: AsyncThrowingStream<[UInt8], any Error>) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// How long an exchange may take and how much it may bring.
public struct TransportLimits: Sendable, Equatable {
    /// Until the request is on its way.
    public var connect: Duration
    /// From there until the response's head.
    public var firstByte: Duration
    /// Between two pieces of the body.
    public var idle: Duration
    /// For everything.
    public var total: Duration
    /// The largest body, in bytes.
    public var bodyBytes: Int
    /// The longest line of a stream, in bytes.
    public var lineBytes: Int

    /// Makes limits; the defaults are those of Safety, "Models and network".
    public init(
        connect: Duration = .seconds(5), firstByte: Duration = .seconds(60), idle: Duration = .seconds(30),
        total: Duration = .seconds(600), bodyBytes: Int = 16 << 20, lineBytes: Int = 1 << 20
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
        self.bodyBytes = bodyBytes
        self.lineBytes = lineBytes
    }
}

/// What went wrong between here and a server.
public enum TransportFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The host's name has no address.
    case unresolvable
    /// Nothing answers at that port.
    case unreachable
    /// The certificate is not one that this system trusts for that name.
    case untrusted
    /// A limit passed.
    case timedOut(Stage)
    /// The connection broke.
    case disconnected
    /// The server sends us elsewhere.
    case redirected(to: String)
    /// The body is larger than allowed.
    case bodyTooLarge(limit: Int)
    /// A proxy of the environment would see plain requests that belong to this machine.
    case proxied(variable: String)
    /// The system's HTTP client is not installed.
    case noClient

    /// What was waited for.
    public enum Stage: String, Sendable, Hashable {
        /// The connection.
        case connect
        /// The response's head.
        case firstByte
        /// The next piece of the body.
        case idle
        /// The end.
        case total
    }

    /// What happened and the way out, to follow the name of the origin.
    public var description: String {
        switch self {
        case .unresolvable: "has a name that no name server knows; check base_url"
        case .unreachable: "refuses connections; check that the server runs at that port"
        case .untrusted:
            "shows a certificate that this system does not trust for that name; install its authority in the system's store"
        case .timedOut(.connect): "does not accept the connection in time; check the address and the network"
        case .timedOut(.firstByte): "took the request and did not begin to answer in time; try again later"
        case .timedOut(.idle): "fell silent in the middle of an answer; try again later"
        case .timedOut(.total): "did not finish its answer in time; ask for fewer tokens"
        case .disconnected: "broke the connection; try again later"
        case .redirected(let target):
            "redirects to \(target), which is not followed; put the final address into base_url"
        case .bodyTooLarge(let limit):
            "sent more than \(limit) bytes, which were not read; check that it is a model's server"
        case .proxied(let variable):
            "would be reached through the proxy that \(variable) names, unprotected; add the host to no_proxy"
        case .noClient:
            "cannot be asked, because the HTTP library libcurl does not start; see that libcurl4 is installed whole"
        }
    }

    /// Whether another attempt can help.
    var isPassing: Bool {
        switch self {
        case .unresolvable, .unreachable, .timedOut, .disconnected: true
        case .untrusted, .redirected, .bodyTooLarge, .proxied, .noClient: false
        }
    }
}
