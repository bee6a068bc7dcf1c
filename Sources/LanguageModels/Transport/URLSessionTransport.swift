internal import Foundation
internal import FoundationNetworking

/// The system's HTTP client: TLS always verified against the system's trust store, no cookies, no cache, no redirects.
public final class URLSessionTransport: Transport {
    private let session: URLSession
    private let receiver = ExchangeReceiver()
    private let environment: [String: String]

    /// Makes a client with its own connections.
    ///
    /// - Parameters:
    ///   - connections: the most to one host.
    ///   - environment: where proxies are named, `nil` for the process's own; the system's client honours them, also for
    ///     this machine.
    public init(connections: Int = 64, environment: [String: String]? = nil) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = connections
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
        self.environment = environment ?? ProcessInfo.processInfo.environment
    }

    deinit { session.finishTasksAndInvalidate() }

    /// Sends a request; see `Transport`.
    public func send(_ request: HTTPRequest, within limits: TransportLimits) async throws -> HTTPResponse {
        try Task.checkCancellation()
        guard let address = URL(string: request.address), let host = address.host else {
            throw TransportFault.unresolvable
        }
        if address.scheme == "http", let variable = PlainProxy.variable(for: host, in: environment) {
            throw TransportFault.proxied(variable: variable)
        }
        var wire = URLRequest(url: address)
        wire.httpMethod = "POST"
        // The exchange keeps time itself; the session's own clock must never be the first.
        wire.timeoutInterval = Double(limits.total.components.seconds) + 3_600
        for (name, value) in request.headers { wire.setValue(value, forHTTPHeaderField: name) }
        if let key = request.key { wire.setValue(key.prefix + key.secret.reveal(), forHTTPHeaderField: key.name) }
        // An upload task, because only uploads report that the connection stands and the body is leaving.
        let task = session.uploadTask(with: wire, from: Data(request.body))
        let exchange = Exchange(task: task, limits: limits)
        receiver.add(exchange, for: task)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { exchange.start($0) }
        } onCancel: {
            exchange.end(with: CancellationError())
        }
    }
}

/// Proxies of the environment as libcurl reads them.
enum PlainProxy {
    /// The variable whose proxy would carry plain requests to a host.
    static func variable(for host: String, in environment: [String: String]) -> String? {
        let names = ["http_proxy", "all_proxy", "ALL_PROXY"]
        guard let variable = names.first(where: { environment[$0]?.isEmpty == false }) else { return nil }
        let list = environment["no_proxy"].flatMap { $0.isEmpty ? nil : $0 } ?? environment["NO_PROXY"] ?? ""
        let bare = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let spared = list.lowercased().split { $0 == "," || $0 == " " }.contains { entry in
            let name = entry.hasPrefix(".") ? entry.dropFirst() : entry
            return entry == "*" || bare == name || bare.hasSuffix("." + name)
        }
        return spared ? nil : variable
    }
}
