import Testing

@testable import TraceFiles

/// Every class of JSONTestSuite and of Safety, "Input": what must be read, and what must be refused.
struct StrictnessTests {
    static let read: [String] = [
        "{}", "[]", "[[]]", "[ ]", " [] ", "{\"a\":[]}", "{\"\":0}", "{\"a\":null,\"b\":true,\"c\":false}",
        "{\"a\\u0000b\":1}", "[\"\"]", "[\"\\u0000\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\u00e9\"]",
        "[\"\\uD834\\uDD1E\"]", "[\"\\ud834\\udd1e\"]", "[\"\\uDBFF\\uDFFF\"]", "[\"\\uFFFF\"]", "[\"\\uFEFF\"]",
        "[\"\u{7F}\"]", "[\"\u{2028}\u{2029}\"]", "[\"\u{10FFFF}\"]", "[\"漢字🙂\"]", "[0]", "[-0]", "[0.0]", "[-1]",
        "[1E22]", "[1e-2]", "[1e+2]", "[0e1]", "[0e+1]", "[123.456e78]", "[1.7976931348623157e308]",
        "[4.9e-324]", "[1e-400]", "[9223372036854775807]", "[-9223372036854775808]", "[18446744073709551615]",
        "[18446744073709551616]", "[123456789012345678901234567890]", "[-123456789012345678901234567890]",
        "{\"n\":123456789012345678901234567890,\"s\":\"123456789012345678901234567890\"}",
        "[\"\\\"123456789012345678901234567890\",123456789012345678901234567890]",
        "[0.123456789012345678901234567890123456789]", "[1\r\n,\t2]", "{\"a\":1}\r", "{\"a\":1}\n", "\"text\"", "42",
        "-0.5", "true", "false", "null", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":{\"c\":[{}]}}}",
        String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024),
        String(repeating: "[", count: 1023) + "1" + String(repeating: "]", count: 1023),
        String(repeating: "{\"a\":", count: 1023) + "{}" + String(repeating: "}", count: 1023),
        "[" + Array(repeating: "[[]]", count: 2000).joined(separator: ",") + "]",
    ]

    static let refused: [String] = [
        "", " ", "\n\r\t ", "[1,]", "{\"a\":1,}", "[,]", "[,1]", "[1,,2]", "{,}", "{\"a\":1,,\"b\":2}", "[1", "[", "{",
        "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}",
        "[1 2]", "[1}", "{\"a\":1]", "]", "}", "[]]", "{}}", "[][]", "{}{}", "{} x", "{}#", "[1]//c", "[1/*c*/]",
        "['a']", "[a]", "[nul]", "[tru]", "[True]", "[NULL]", "[nulll]", "[truefalse]", "undefined", "[\"a]", "[\"a\\",
        "[\"\\\"]", "[\"\\x41\"]", "[\"\\a\"]", "[\"\\'\"]", "[\"\\0\"]", "[\"\\U0041\"]", "[\"\\u\"]", "[\"\\u1\"]",
        "[\"\\u12\"]", "[\"\\u123\"]", "[\"\\u00G0\"]", "[\"\\u 041\"]", "[\"\\uD800\"]", "[\"\\uDBFF\"]",
        "[\"\\uDC00\"]", "[\"\\uDFFF\"]", "[\"\\uDC00\\uD800\"]", "[\"\\uD800\\uD800\"]", "[\"\\uD800\\u0041\"]",
        "[\"\\uD800\\n\"]", "[\"\\uD800x\"]", "[\"\\uD800\\\"]", "[\"\\uD834\\uDD1\"]", "[\"\\uD834\\\\uDD1E\"]",
        "[\"a\nb\"]", "[\"a\tb\"]", "[\"a\rb\"]", "[\"\u{0}\"]", "[\"\u{1F}\"]", "[\"\u{1B}[31m\"]", "[1\u{0}]",
        "[1]\u{0}", "\u{0}", "[1\u{C}]", "[1\u{A0}]", "[\u{2060}1]", "\u{FEFF}[]", "[1\u{B}]", "[1e400]", "[-1e400]",
        "[1e99999]", "[NaN]", "[nan]", "[-NaN]", "[Infinity]", "[-Infinity]", "[inf]", "[-]", "-", "[--1]", "[+1]",
        "[++1]",
        "[012]", "[-012]", "[00]", "[-00]", "[.5]", "[-.5]", "[1.]", "[-1.]", "[1.e1]", "[0.]", "[0e]", "[0e+]", "[1e]",
        "[1e-]", "[1eE2]", "[1.2.3]", "[1..2]", "[0x1F]", "[1_000]", "[1a]", "[1-2]", "[1+2]", "[- 1]", "[1 000.0]",
        "[１]", "[012345678901234567890123]", "[.12345678901234567890123]", "[12345678901234567890123.]",
        "[12345678901234567890123abc]",
    ]

    /// A long text by a short name, so that a log stays readable.
    struct LongText: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String

        init(_ name: String, _ parts: (String, Int)...) {
            testDescription = name
            text = parts.map { String(repeating: $0.0, count: $0.1) }.joined()
        }
    }

    /// What is refused because it is too deep, too large, or never closed.
    static let refusedLong = [
        LongText("a number of 400 digits", ("[", 1), ("9", 400), ("]", 1)),
        LongText("1025 levels", ("[", 1025), ("]", 1025)),
        LongText("one bracket too many", ("[", 1024), ("1", 1), ("]", 1025)),
        LongText("an object at level 1025", ("[", 1024), ("{}", 1), ("]", 1024)),
        LongText("2000 levels", ("[", 2000), ("]", 2000)),
        LongText("100,000 open arrays", ("[", 100_000)),
        LongText("100,000 open objects", ("{\"a\":", 100_000)),
    ]

    /// Ill-formed UTF-8 of every class, inside a string.
    static let illFormed: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF], [0xE0, 0x80, 0xAF],
        [0xE2, 0x82], [0xE2, 0x41, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
        [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3, 0x28], [0xFF, 0xFE],
    ]

    @Test(arguments: read) func reads(_ text: String) throws {
        #expect(try isRead(Array(text.utf8)))
        #expect(fault(Array(text.utf8)) == .none)
    }

    @Test(arguments: refused) func refuses(_ text: String) throws {
        #expect(try !isRead(Array(text.utf8)))
        #expect(fault(Array(text.utf8)) != .none)
    }

    @Test(arguments: refusedLong) func refusesLong(_ long: LongText) throws {
        let bytes = Array(long.text.utf8)
        let isRefused = try !isRead(bytes)
        #expect(isRefused)
        let isFaulty = fault(bytes) != .none
        #expect(isFaulty)
    }

    @Test(arguments: illFormed) func refusesIllFormed(_ bytes: [UInt8]) throws {
        let text = Array("[\"a".utf8) + bytes + Array("\"]".utf8)
        #expect(try !isRead(text))
        #expect(fault(text) == .fault(byte: 4, reason: "ill-formed UTF-8"))
        let outside = Array("[1".utf8) + bytes + Array("]".utf8)
        #expect(try !isRead(outside))
        #expect(fault(outside) != .none)
    }

    @Test func refusesOtherEncodings() throws {
        let little = "[\"é\"]".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = "[\"é\"]".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        for text in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
            #expect(try !isRead(text))
            #expect(fault(text) != .none)
        }
    }

    @Test func theLastOfTwoEqualKeysWins() throws {
        let small = "{\"a\":1,\"b\":{\"x\":1},\"a\":2}"
        try withParsed(Array(small.utf8)) { parsed in
            let (root, duplicates) = try #require(parsed)
            #expect(duplicates)
            #expect(root["a"]?.integer == 2)
            #expect(root.field("a")?.integer == 2)
        }
        let keys = (0..<40).map { "\"k\($0)\":\($0)" }
        for (text, expected) in [(keys + ["\"k7\":0"], true), (keys, false)] {
            try withParsed(Array("{\(text.joined(separator: ","))}".utf8)) { parsed in
                let found = try #require(parsed).duplicateKeys
                #expect(found == expected)
            }
        }
        // The same key in different objects is no repetition.
        try withParsed(Array("[{\"a\":1},{\"a\":{\"a\":[{\"a\":2}]}}]".utf8)) { parsed in
            let found = try #require(parsed).duplicateKeys
            #expect(!found)
        }
    }

    @Test func longIntegersKeepTheirSize() throws {
        try withParsed(Array("[-123456789012345678901234567890]".utf8)) { parsed in
            var numbers: [Double?] = []
            try #require(parsed).root.forEach { numbers.append($0.double) }
            #expect(numbers == [-1.2345678901234568e29])
        }
    }
}
