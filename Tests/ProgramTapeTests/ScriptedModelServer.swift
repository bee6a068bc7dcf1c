import CreditEngine
import FlyingFox
import Foundation
import struct LanguageModels.ModelAnswer
import Synchronization

@testable import ProgramTape

/// A server on loopback that speaks all wires and answers by a script, for programs under test.
final class ScriptedModelServer: Sendable {
    struct Request: Sendable {
        var path: String
        var authorization: String?
        var asked: AskedCall
        var seed: Int?
    }

    private let server: LoopbackServer
    private let answer: @Sendable (AskedCall, Int) -> (status: Int, answer: ModelAnswer)
    private let seen = Mutex<[Request]>([])

    init(answer: @escaping @Sendable (AskedCall, Int) -> (status: Int, answer: ModelAnswer)) throws {
        self.answer = answer
        server = try LoopbackServer()
    }

    var requests: [Request] { seen.withLock { $0 } }

    /// Serves while `body` runs; hands it the address.
    func serving<Result: Sendable>(_ body: (String) async throws -> Result) async throws -> Result {
        try await server.serving(respond, body)
    }

    private func respond(_ request: HTTPRequest) async -> HTTPResponse {
        guard let wire = Wires.wire(of: request.path), let data = try? await request.bodyData,
            let body = try? CanonicalJSON(parsing: String(decoding: data, as: UTF8.self))
        else { return HTTPResponse(statusCode: .notFound) }
        let asked = wire.asked(body)
        let number = seen.withLock { seen in
            seen.append(
                Request(
                    path: request.path, authorization: request.headers[.authorization], asked: asked,
                    seed: body["seed"]?.whole))
            return seen.count
        }
        let (status, answer) = self.answer(asked, number)
        guard status == 200 else {
            return HTTPResponse(
                statusCode: HTTPStatusCode(status, phrase: ""), headers: [HTTPHeader("Retry-After"): "0"],
                body: Data(#"{"error":{"message":"slow down"}}"#.utf8))
        }
        let response = wire.response(answer, model: asked.model, id: "\(number)")
        let text = asked.isStreamed ? wire.stream(response, to: asked) : (try? response.text()) ?? ""
        return HTTPResponse(
            statusCode: .ok, headers: [.contentType: asked.isStreamed ? "text/event-stream" : "application/json"],
            body: Data(text.utf8))
    }
}
