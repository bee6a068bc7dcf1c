import CreditEngine
import FlyingFox
import Foundation
import HTTPServing
import LanguageModels

/// The body of a request that the proxy can read, packed or not.
struct PassingRequest: Sendable {
    /// Why a body cannot be read.
    struct Unread: Error, Equatable { var reason: String }

    /// The body as it came.
    let bytes: [UInt8]
    /// How much it is when it is unpacked.
    let size: Int
    /// What it says.
    let asked: CanonicalJSON

    /// Reads a body.
    ///
    /// - Parameter limit: the most bytes that it may unpack to.
    init(_ body: Data, of request: FlyingFox.HTTPRequest, limit: Int) throws(Unread) {
        let plain: Data
        do throws(PackedBody.Fault) {
            plain = try PackedBody.unpacked(
                body, encoding: request.headers[HTTPHeader("Content-Encoding")], limit: limit)
        } catch {
            switch error {
            case .damaged: throw Unread(reason: "its body cannot be unpacked")
            case .tooLarge(let limit): throw Unread(reason: "its body unpacks to more than \(limit >> 20) MiB")
            case .unknown(let encoding):
                throw Unread(reason: "its body is packed with '\(encoding)', only gzip and deflate are unpacked")
            }
        }
        guard let asked = CanonicalJSON(foreign: Array(plain)) else { throw Unread(reason: "its body is no JSON") }
        (bytes, size, self.asked) = (Array(body), plain.count, asked)
    }
}
