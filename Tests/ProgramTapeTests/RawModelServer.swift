import CreditEngine
import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

@testable import ProgramTape

/// A server on loopback that answers with the bytes that belong to the model's name, for programs under test.
final class RawModelServer: Sendable {
    private let server: HTTPServer
    private let bodies: [String: String]
    private let seen = Mutex<[Seen]>([])

    /// A request that arrived.
    struct Seen: Sendable {
        var encoding: String?
        var body: Data
    }

    /// - Parameter bodies: bodies by the names of models; one that begins with no brace is a stream.
    init(_ bodies: [String: String]) throws {
        self.bodies = bodies
        server = HTTPServer(
            config: HTTPServer.Configuration(
                address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled))
    }

    var requests: [Seen] { seen.withLock { $0 } }

    /// Serves while `body` runs; hands it the address.
    func serving<Result: Sendable>(_ body: (String) async throws -> Result) async throws -> Result {
        await server.appendRoute("*") { [self] request in await respond(request) }
        let task = Task { try await server.run() }
        defer { task.cancel() }
        try await server.waitUntilListening(timeout: 600)
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw CancellationError() }
        return try await body("http://127.0.0.1:\(port)")
    }

    private func respond(_ request: HTTPRequest) async -> HTTPResponse {
        guard let data = try? await request.bodyData else { return HTTPResponse(statusCode: .badRequest) }
        let encoding = request.headers[HTTPHeader("Content-Encoding")]
        seen.withLock { $0.append(Seen(encoding: encoding, body: data)) }
        // Packed requests are not looked into.
        let model = (try? CanonicalJSON(parsing: String(decoding: data, as: UTF8.self)))?["model"]?.string ?? ""
        guard let body = bodies[model] else { return HTTPResponse(statusCode: .notFound) }
        let type = body.contains("data: {") ? "text/event-stream" : "application/json"
        return HTTPResponse(statusCode: .ok, headers: [.contentType: type], body: Data(body.utf8))
    }
}
