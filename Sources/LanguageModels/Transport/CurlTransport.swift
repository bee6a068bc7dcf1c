internal import Foundation

/// The system's HTTP client, libcurl: TLS always verified against the system's trust store, no cookies, no cache, no
/// redirects.
///
/// Foundation's `URLSession` is the same library here, and keeps a connection armed for writing after the request has left,
/// so that every call that waited for its answer kept half a core busy; its process also stopped when a connection broke
/// inside a response's head. See decision 0013.
public final class CurlTransport: Transport {
    /// Sends and receives.
    let loop: TransferLoop
    private let environment: [String: String]

    /// Makes a client with its own connections.
    ///
    /// - Parameters:
    ///   - connections: the most to one host.
    ///   - environment: where proxies are named, `nil` for the process's own; the system's client honours them, also for
    ///     this machine.
    public init(connections: Int = 64, environment: [String: String]? = nil) {
        loop = TransferLoop(connections: connections)
        self.environment = environment ?? ProcessInfo.processInfo.environment
    }

    deinit { loop.end() }

    /// Sends a request; see `Transport`.
    public func send(_ request: HTTPRequest, within limits: TransportLimits) async throws -> HTTPResponse {
        try Task.checkCancellation()
        guard let address = URL(string: request.address), let host = address.host else {
            throw TransportFault.unresolvable
        }
        if address.scheme == "http", let variable = PlainProxy.variable(for: host, in: environment) {
            throw TransportFault.proxied(variable: variable)
        }
        let exchange = Exchange(to: address, limits: limits)
        let transfer = OutgoingTransfer(
            method: request.method, address: request.address, headers: Self.lines(of: request), body: request.body,
            exchange: exchange)
        exchange.whenEnded { [loop] in loop.cancel(exchange) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { head in
                if exchange.start(head) { loop.begin(transfer) }
            }
        } onCancel: {
            exchange.end(with: CancellationError())
        }
    }

    /// The headers, a line each; the library sends an empty one only when it ends in a semicolon.
    private static func lines(of request: HTTPRequest) -> [String] {
        var lines = request.headers.sorted { $0.key < $1.key }.map { $1.isEmpty ? "\($0);" : "\($0): \($1)" }
        if let key = request.key { lines.append("\(key.name): \(key.prefix)\(key.secret.reveal())") }
        // No waiting for a permission to send the body.
        return lines + ["Expect:"]
    }
}
