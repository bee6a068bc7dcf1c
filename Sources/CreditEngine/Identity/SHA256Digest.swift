internal import EngineShims

/// The SHA-256 of some bytes: the one hash that names requests, prompts and approvals.
///
/// Source: FIPS 180-4; computed by OpenSSL's libcrypto.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Hashes bytes; throws `IdentityError.noDigest` when the system's library refuses to compute it.
    public init(of bytes: [UInt8]) throws {
        var digest = [UInt8](repeating: 0, count: 32)
        guard cdigest_sha256(bytes, bytes.count, &digest) != 0 else { throw IdentityError.noDigest }
        self.bytes = digest
    }

    /// Hashes the UTF-8 bytes of a text exactly as they are, without Unicode normalisation.
    public init(of text: String) throws {
        try self.init(of: Array(text.utf8))
    }

    /// Reads 64 lower-case hexadecimal digits; `nil` for anything else.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for pair in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[pair]), let low = Self.value(digits[pair + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The digest as hexadecimal digits.
    public var description: String { hex }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

/// Why something has no identity.
public enum IdentityError: Error, Equatable, CustomStringConvertible {
    /// A number that JSON cannot say (NaN, infinity).
    case notFinite
    /// An object that has one key twice.
    case duplicateKey(String)
    /// The system's library would not hash.
    case noDigest

    /// One sentence that names the thing and the way out.
    public var description: String {
        switch self {
        case .notFinite: "a setting is not a finite number; give it a value that JSON can hold"
        case .duplicateKey(let key): "the key '\(key)' occurs twice in one object; keep one of them"
        case .noDigest: "the system's libcrypto refuses to compute SHA-256; reinstall libssl"
        }
    }
}
