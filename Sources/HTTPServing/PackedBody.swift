import DocumentShims
package import Foundation

/// Unpacks bodies that were sent compressed.
package enum PackedBody {
    /// Why a body is not unpacked.
    package enum Fault: Error, Equatable {
        /// The body is not packed as its header says, or was cut short.
        case damaged
        /// The body unpacks to more than the limit, in bytes.
        case tooLarge(limit: Int)
        /// The body is packed in a way that is not known here.
        case unknown(encoding: String)
    }

    /// The content of a body.
    ///
    /// - Parameters:
    ///   - encoding: its `Content-Encoding`; `nil` is none.
    ///   - limit: the most bytes that it may unpack to.
    package static func unpacked(_ body: Data, encoding: String?, limit: Int) throws(Fault) -> Data {
        switch encoding?.lowercased() {
        case nil, "", "identity": body
        case "gzip", "x-gzip", "deflate": try unpacked(body, limit: limit)
        case let encoding?: throw .unknown(encoding: encoding)
        }
    }

    /// The content of a gzip or zlib stream.
    package static func unpacked(_ packed: Data, limit: Int) throws(Fault) -> Data {
        // Most bodies unpack to less than 16 times their size; the bound is tried only when that is too little.
        for capacity in [min(limit, max(1 << 16, packed.count * 16)), limit] {
            var plain = Data(count: capacity)
            let count = plain.withUnsafeMutableBytes { plain in
                packed.withUnsafeBytes { packed in
                    ascribe_inflate(
                        packed.bindMemory(to: UInt8.self).baseAddress, packed.count,
                        plain.bindMemory(to: UInt8.self).baseAddress, plain.count)
                }
            }
            if count >= 0 { return plain.prefix(count) }
            guard count == -2 else { throw .damaged }
        }
        throw .tooLarge(limit: limit)
    }
}
