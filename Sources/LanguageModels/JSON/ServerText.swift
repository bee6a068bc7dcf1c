/// A text that may arrive in pieces which are cut inside a character.
///
/// The bytes are UTF-8, and a lone half of a surrogate pair is the three bytes that UTF-8 would give its code point, so that
/// halves from two pieces stand side by side. Appending costs the piece's length only.
struct ServerText: Sendable, Equatable {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    init(_ text: String) { bytes = Array(text.utf8) }

    var isEmpty: Bool { bytes.isEmpty }

    /// Adds what follows.
    mutating func append(_ next: ServerText) { bytes += next.bytes }

    /// The text: halves that met are one character, what is no character is U+FFFD.
    var string: String {
        // Without a byte that surrogates begin with there is nothing to join.
        guard bytes.contains(0xED) else { return String(decoding: bytes, as: UTF8.self) }
        var joined: [UInt8] = []
        joined.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            guard let half = surrogate(at) else {
                joined.append(bytes[at])
                at += 1
                continue
            }
            at += 3
            if half < 0xDC00, let low = surrogate(at), low >= 0xDC00 {
                at += 3
                let code = 0x10000 + (half - 0xD800) << 10 + (low - 0xDC00)
                joined += [
                    UInt8(0xF0 | code >> 18), UInt8(0x80 | code >> 12 & 0x3F), UInt8(0x80 | code >> 6 & 0x3F),
                    UInt8(0x80 | code & 0x3F),
                ]
            } else {
                joined += [0xEF, 0xBF, 0xBD]
            }
        }
        return String(decoding: joined, as: UTF8.self)
    }

    private func surrogate(_ at: Int) -> UInt32? {
        guard at + 2 < bytes.count, bytes[at] == 0xED, bytes[at + 1] & 0xE0 == 0xA0, bytes[at + 2] & 0xC0 == 0x80 else {
            return nil
        }
        return 0xD000 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
    }
}
