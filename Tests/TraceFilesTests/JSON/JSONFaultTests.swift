import Testing

@testable import TraceFiles

struct JSONFaultTests {
    static let places: [(String, Int, String)] = [
        ("{\"a\":1,}", 8, "expected a key in quotes"), ("[1,]", 4, "expected a value"),
        ("{\"a\" 1}", 6, "expected ':'"), ("[1 2]", 4, "expected ',' or ']'"),
        ("{\"a\":1 2}", 8, "expected ',' or '}'"), ("{} {}", 4, "another value follows on the line"),
        ("{} x", 4, "something follows the value"),
        ("[1e400]", 2, "a number is out of range"), ("[\"a\nb\"]", 4, "a control character stands in a string"),
        ("[\"ab\\x\"]", 5, "an unknown escape stands in a string"),
        ("[\"ab\\uD800\"]", 5, "a lone surrogate stands in a string"),
        ("[\"ab\\uDC00\"]", 5, "a lone surrogate stands in a string"),
        ("[\"\\u12G4\"]", 3, "\\u needs four hexadecimal digits"), ("[01]", 3, "expected ',' or ']'"),
        ("[-a]", 3, "expected a digit"), ("[1.]", 4, "expected a digit"), ("[nul]", 2, "expected a value"),
        (String(repeating: "[", count: 1025), 1025, "nested deeper than 1024 levels"),
    ]

    @Test(arguments: places) func namesThePlace(_ text: String, _ byte: Int, _ reason: String) {
        #expect(fault(Array(text.utf8)) == .fault(byte: byte, reason: reason))
    }

    static let beginnings = [
        "", "{", "{\"a\"", "{\"a\":", "[1,", "[\"ab", "[\"ab\\", "[\"ab\\u12", "[\"\\uD834", "[\"\\uD834\\u", "[tr",
        "[-",
        "[1e", "{\"a\":[{\"b\":\"c\"}",
    ]

    @Test(arguments: beginnings) func tellsABeginningFromAFault(_ text: String) {
        #expect(fault(Array(text.utf8)) == .incomplete(byte: text.utf8.count + 1))
    }

    @Test func aCutCharacterIsABeginning() {
        #expect(fault(Array("[\"".utf8) + [0xE2, 0x82]) == .incomplete(byte: 5))
    }

    /// Any change of a valid text is accepted by both readings or by neither.
    @Test(arguments: UInt64(0)..<40) func agreesWithTheFastParser(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        let spice: [[UInt8]] =
            [
                "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", ".", "e", "+", " ", "\n", "\u{0}", "\u{1}", "n",
                "t", "u",
                "\\u", "\\uD800", "\\uDC00", "true", "12345678901234567890", "1e400", "é", "🙂",
            ].map { Array($0.utf8) } + [[0x80], [0xC0], [0xED, 0xA0], [0xFF], [0xF4, 0x90]]
        for _ in 0..<250 {
            var text = JSONText()
            Self.write(&text, &random, depth: 0)
            var bytes = text.bytes
            #expect(fault(bytes) == .none)
            #expect(try isRead(bytes))
            for _ in 0..<(1 + random.below(3)) where !bytes.isEmpty {
                let at = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 2: bytes.insert(contentsOf: spice[random.below(spice.count)], at: at)
                default: bytes.removeSubrange(at...)
                }
            }
            #expect(
                try isRead(bytes) == (fault(bytes) == .none),
                "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    private static func write(_ text: inout JSONText, _ random: inout SeededRandom, depth: Int) {
        switch random.below(depth > 4 ? 5 : 8) {
        case 0: text.value(Int(truncatingIfNeeded: random.next()) >> random.below(64))
        case 1: text.value(Double.random(in: -1e9...1e9, using: &random))
        case 2: text.value(random.below(2) == 0)
        case 3: text.null()
        case 4: text.value(["", "a\"b\\c", "\n\t\u{1}", "漢字 🙂", "plain words"][random.below(5)])
        case 5, 6:
            let count = random.below(5)
            var generator = random
            text.object { text in
                for index in 0..<count {
                    text.key("k\(index)")
                    write(&text, &generator, depth: depth + 1)
                }
            }
            random = generator
        default:
            let count = random.below(5)
            var generator = random
            text.array { text in for _ in 0..<count { write(&text, &generator, depth: depth + 1) } }
            random = generator
        }
    }
}
