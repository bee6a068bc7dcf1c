import DocumentShims
import Foundation

/// Unpacks bodies that were sent compressed.
enum Gzip {
    /// The content of a gzip or zlib stream; throws an `Answer` when it is damaged or holds more than `limit` bytes.
    static func unpacked(_ packed: Data, limit: Int) throws -> Data {
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
            guard count == -2 else { throw Answer(400, "the body is not gzip, or was cut short") }
        }
        throw Answer(413, "the body unpacks to more than \(limit >> 20) MiB; send smaller batches")
    }
}
