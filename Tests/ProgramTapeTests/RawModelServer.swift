import CreditEngine
import FlyingFox
import Foundation
import Synchronization

@testable import ProgramTape

/// A server on loopback that answers with the bytes that belong to the model's name, for programs under test.
final class RawModelServer: Sendable {
    private let server: LoopbackServer
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
        server = try LoopbackServer()
    }

    var requests: [Seen] { seen.withLock { $0 } }

    /// Serves while `body` runs; hands it the address.
    func serving<Result: Sendable>(_ body: (String) async throws -> Result) async throws -> Result {
        try await server.serving(respond, body)
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
