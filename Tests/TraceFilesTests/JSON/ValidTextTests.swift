import Testing

@testable import TraceFiles

/// Texts that are made without a validation of their own: they must be those that a validating reader makes.
struct ValidTextTests {
    private static let pieces = [
        "a", "0123456789", "é", "数学", "🙂", "\u{7F}", "\u{80}", "\u{0}", "\u{FFFD}", "e\u{301}", "\u{212A}",
        "\u{10FFFF}",
    ]

    @Test func everyTextIsThatOfAValidatingReader() {
        var random = SeededRandom(7)
        for _ in 0..<3_000 {
            let text = (0..<random.below(24)).map { _ in Self.pieces[random.below(Self.pieces.count)] }.joined()
            let bytes = Array(text.utf8)
            bytes.withUnsafeBufferPointer { bytes in
                let parsed = String(valid: bytes)
                let decoded = String(decoding: bytes, as: UTF8.self)
                #expect(parsed == decoded && Array(parsed.utf8) == Array(bytes))
                #expect(parsed.hashValue == decoded.hashValue)
                #expect(bytes.areASCII == bytes.allSatisfy { $0 < 0x80 })
            }
        }
    }

    @Test func oneByteToEscapeIsFoundAnywhere() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<19 {
                for other in [0x20, 0x7F, 0x80, 0xFF, 0xA2] as [UInt8] {
                    var bytes = [UInt8](repeating: other, count: 19)
                    bytes[place] = byte
                    let isPlain = byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                    #expect(bytes.withUnsafeBufferPointer { $0.needEscapes } != isPlain)
                }
            }
        }
    }

    @Test func oneByteBeyondASCIIIsFoundAnywhere() {
        for length in 0..<40 {
            for place in 0..<length {
                var bytes = [UInt8](repeating: 0x7F, count: length)
                #expect(bytes.withUnsafeBufferPointer { $0.areASCII })
                bytes[place] = 0x80
                #expect(bytes.withUnsafeBufferPointer { !$0.areASCII })
            }
        }
    }

    @Test(
        "What is not UTF-8 never becomes a text: the parser refuses it, in values and in keys",
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x99],
            [0xF4, 0x90, 0x80, 0x80], [0xFF],
            Array("\\ud800".utf8), Array("\\udc00".utf8), Array("\\ud83dx".utf8), Array("\\ud83d\\u0041".utf8),
        ] as [[UInt8]])
    func invalidBytesAreRefused(_ bytes: [UInt8]) throws {
        for before in ["", "a", String(repeating: "b", count: 40)] {
            #expect(try !isRead(Array("{\"k\":\"\(before)".utf8) + bytes + Array("\"}".utf8)))
            #expect(try !isRead(Array("{\"\(before)".utf8) + bytes + Array("\":1}".utf8)))
        }
    }

    @Test func everyCharacterCanBeEscaped() throws {
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 331) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let escaped = String(scalar).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            try withParsed(Array("[\"\(escaped.joined())\"]".utf8)) { parsed in
                try #require(parsed).root.forEach {
                    #expect($0.string.map { Array($0.utf8) } == Array(String(scalar).utf8))
                }
            }
        }
    }
}
