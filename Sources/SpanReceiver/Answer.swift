import FlyingFox
import Foundation

/// What a program is told, with the sentence that says why when its body was not taken.
struct Answer: Error {
    var status: Int
    var sentence: String

    init(_ status: Int, _ sentence: String) { (self.status, self.sentence) = (status, sentence) }

    /// The answer to a body that was taken, in the format it came in: an empty message.
    static func taken(isJSON: Bool) -> HTTPResponse {
        HTTPResponse(
            statusCode: .ok,
            headers: HTTPHeaders([.contentType: isJSON ? "application/json" : "application/x-protobuf"]),
            body: isJSON ? Data("{}".utf8) : Data())
    }

    var response: HTTPResponse {
        let phrase = status == 503 ? "Service Unavailable" : "Refused"
        var headers: [HTTPHeader: String] = [.contentType: "text/plain; charset=utf-8"]
        // Exporters send again what they are asked to wait with.
        if status == 503 { headers[HTTPHeader("Retry-After")] = "1" }
        return HTTPResponse(
            statusCode: HTTPStatusCode(status, phrase: phrase), headers: HTTPHeaders(headers),
            body: Data((sentence + "\n").utf8))
    }
}
