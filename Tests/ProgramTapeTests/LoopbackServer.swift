import FlyingFox
import FlyingSocks
import Foundation

/// A server on loopback for one test, at a free port.
final class LoopbackServer: Sendable {
    private let server: HTTPServer

    init() throws {
        server = HTTPServer(
            config: HTTPServer.Configuration(
                address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled))
    }

    /// Answers every request by `respond` while `body` runs; hands that the address.
    func serving<Result: Sendable>(
        _ respond: @escaping @Sendable (HTTPRequest) async -> HTTPResponse,
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        await server.appendRoute("*") { await respond($0) }
        let task = Task { try await server.run() }
        defer { task.cancel() }
        try await server.waitUntilListening(timeout: 600)
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw CancellationError() }
        return try await body("http://127.0.0.1:\(port)")
    }
}
