import Testing

@testable import TraceFiles

struct JSONTextTests {
    static let numbers: [(Double, String)] = [
        (0, "0"), (-0.0, "-0.0"), (1, "1"), (-17, "-17"), (0.1, "0.1"), (1e300, "1e+300"),
        (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992.0"),
        (-9_223_372_036_854_775_808, "-9.223372036854776e+18"), (.infinity, "null"), (.nan, "null"),
        (Double.leastNonzeroMagnitude, "5e-324"),
    ]

    @Test(arguments: numbers) func writesNumbers(_ number: Double, _ expected: String) {
        var text = JSONText()
        text.value(number)
        #expect(text.string == expected)
    }

    static let same = [
        "{\"a\":[1,-2,true,null,\"x\"],\"b\":{}}", "[\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\u{7F}é🙂/\"]",
        "[18446744073709551615,-9223372036854775808,1.5]",
        String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024),
    ]

    @Test(arguments: same) func writesAParsedValueAgain(_ json: String) throws {
        try withParsed(Array(json.utf8)) { parsed in
            let root = try #require(parsed).root
            #expect(JSONText.of(root) == json)
        }
    }
}
