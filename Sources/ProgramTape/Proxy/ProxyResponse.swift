import CreditEngine
import FlyingFox
import Foundation
import LanguageModels

/// What a program gets from the proxy: the response of its models' server, an answer from the record, or a sentence.
enum ProxyResponse {
    /// The response of a models' server, taken in whole.
    static func whole(_ response: LanguageModels.HTTPResponse) async throws -> FlyingFox.HTTPResponse {
        Self.response(response, HTTPBodySequence(data: Data(try await bytes(of: response))))
    }

    /// The body of a response.
    static func bytes(of response: LanguageModels.HTTPResponse) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in response.body { bytes += piece }
        return bytes
    }

    /// The response of a models' server with its body as it goes to the program.
    static func response(
        _ response: LanguageModels.HTTPResponse, _ body: HTTPBodySequence
    ) -> FlyingFox.HTTPResponse {
        var headers = HTTPHeaders()
        for (name, value) in response.headers
        where !["content-length", "transfer-encoding", "connection", "content-encoding"].contains(name) {
            headers[HTTPHeader(name)] = value
        }
        return FlyingFox.HTTPResponse(
            statusCode: HTTPStatusCode(response.status, phrase: ""), headers: headers, body: body)
    }

    /// A response from the record, whole or as a stream.
    static func scripted(
        _ response: CanonicalJSON, _ wire: any Wire.Type, to asked: AskedCall
    ) throws -> FlyingFox.HTTPResponse {
        let text = asked.isStreamed ? wire.stream(response, to: asked) : try response.text()
        return FlyingFox.HTTPResponse(
            statusCode: .ok, headers: [.contentType: asked.isStreamed ? "text/event-stream" : "application/json"],
            body: Data(text.utf8))
    }

    /// A sentence to the program's library, in the form that the wires share.
    static func problem(_ status: Int, _ sentence: String) -> FlyingFox.HTTPResponse {
        let body: CanonicalJSON = ["error": ["message": .string("ascribe: \(sentence)"), "type": "ascribe"]]
        return FlyingFox.HTTPResponse(
            statusCode: HTTPStatusCode(status, phrase: ""),
            headers: [.contentType: "application/json", HTTPHeader("x-should-retry"): "false"],
            body: Data(((try? body.text()) ?? "{}").utf8))
    }
}
