import Testing

@testable import CreditEngine

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalJSONTests {
    /// RFC 8785, appendix B, and the boundaries of ECMAScript's layouts.
    @Test(
        "Numbers are written as ECMAScript writes them",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.7, "0.7"), (100, "100"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.5e-7, "1.5e-7"), (1e30, "1e+30"), (4.5, "4.5"),
            (2e-3, "0.002"), (0x1p-1074, "5e-324"), (-0x1p-1074, "-5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
            (9_007_199_254_740_992, "9007199254740992"), (295_147_905_179_352_825_856, "295147905179352830000"),
            (9.999999999999997e22, "9.999999999999997e+22"), (1e23, "1e+23"),
            (999_999_999_999_999_868_928, "999999999999999900000"),
            (9.999999999999997e-7, "9.999999999999997e-7"), (333333333.3333332, "333333333.3333332"),
            (333_333_333.333_333_29, "333333333.3333333"), (0.000033333333333333335, "0.000033333333333333335"),
        ] as [(Double, String)])
    func number(value: Double, text: String) throws {
        #expect(try CanonicalJSON.number(value).text() == text)
    }

    @Test("Numbers read back as themselves", arguments: 0..<200 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let value = Double(bitPattern: KeyedRandom(seed: seed).bits("number"))
        guard value.isFinite else { return }
        #expect(Double(try ECMAScriptNumber.text(value)) == value)
    }

    @Test("What JSON cannot say is refused")
    func refused() {
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: IdentityError.notFinite) { try CanonicalJSON.number(value).text() }
        }
        let twice: CanonicalJSON = ["a": 1, "a": 2]
        #expect(throws: IdentityError.duplicateKey("a")) { try twice.text() }
    }

    @Test("Keys are sorted by UTF-16, strings are escaped, spellings are kept")
    func layout() throws {
        // The example of RFC 8785, 3.2.3.
        let sorting: CanonicalJSON = [
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        ]
        #expect(
            try sorting.text() == """
                {"\\r":"Carriage Return","1":"One","\u{80}":"Control","\u{f6}":"Latin Small Letter O With Diaeresis",\
                "\u{20ac}":"Euro Sign","\u{1f600}":"Emoji: Grinning Face","\u{fb33}":"Hebrew Letter Dalet With Dagesh"}
                """)
        let value: CanonicalJSON = [
            "b": [.null, .bool(true), .integer(.max), "\u{20ac}$\u{f}\nA'B\"\\\u{8}\t\u{c}\u{7f}/"], "a": [:],
        ]
        #expect(
            try value.text()
                == "{\"a\":{},\"b\":[null,true,9223372036854775807,\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\b\\t\\f\u{7f}/\"]}"
        )
        // Equivalent spellings are different keys and different texts.
        let spellings: CanonicalJSON = ["\u{e9}": 1, "e\u{301}": 2]
        #expect(try spellings.text().unicodeScalars.elementsEqual("{\"e\u{301}\":2,\"\u{e9}\":1}".unicodeScalars))
    }
}
