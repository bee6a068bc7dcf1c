/// A piece of text to look for inside message text.
///
/// Letters A–Z match in either case; everything else matches byte for byte. Linear in the text for all practical
/// patterns: sixteen positions are tried at once by their first and last byte.
public struct TextPattern: Sendable, Equatable {
    /// What is looked for, as it was given.
    public let text: String
    private let needle: [UInt8]

    /// Makes a pattern; an empty text matches nothing.
    public init(_ text: String) {
        self.text = text
        needle = text.utf8.map(TextPattern.lowered)
    }

    /// Whether the pattern occurs.
    public func matches(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool { first(in: utf8, from: 0) != nil }

    /// Whether the pattern occurs.
    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches($0) }
    }

    /// The places where the pattern occurs, as UTF-8 byte ranges, in order and not overlapping.
    public func ranges(in text: String) -> [Range<Int>] {
        var text = text
        return text.withUTF8 { utf8 in
            var found: [Range<Int>] = []
            var start = 0
            while let at = first(in: utf8, from: start) {
                found.append(at..<at + needle.count)
                start = at + needle.count
            }
            return found
        }
    }

    private func first(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard !needle.isEmpty, utf8.count - start >= needle.count, let base = utf8.baseAddress else { return nil }
        let last = needle.count - 1
        let end = utf8.count - last
        let bytes = UnsafeRawPointer(base)
        let (headLow, headHigh) = TextPattern.cases(needle[0])
        let (tailLow, tailHigh) = TextPattern.cases(needle[last])
        var at = start
        while at + 16 <= end {
            let head = bytes.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
            let tail = bytes.loadUnaligned(fromByteOffset: at + last, as: SIMD16<UInt8>.self)
            let hit = (head .== headLow .| head .== headHigh) .& (tail .== tailLow .| tail .== tailHigh)
            if any(hit) {
                for lane in 0..<16 where hit[lane] && isMatch(utf8, at + lane) { return at + lane }
            }
            at += 16
        }
        while at < end {
            if isMatch(utf8, at) { return at }
            at += 1
        }
        return nil
    }

    private func isMatch(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        for index in needle.indices where TextPattern.lowered(utf8[at + index]) != needle[index] { return false }
        return true
    }

    /// A byte in lower and upper case, sixteen times each.
    private static func cases(_ byte: UInt8) -> (SIMD16<UInt8>, SIMD16<UInt8>) {
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        return (SIMD16(repeating: byte), SIMD16(repeating: isLetter ? byte - 32 : byte))
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }
}
