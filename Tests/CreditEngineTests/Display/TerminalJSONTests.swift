import Foundation
import Testing

@testable import CreditEngine

@Suite struct TerminalJSONTests {
    @Test(arguments: [
        ("a", "a"), ("\u{9B}31m", "\\u009b31m"), ("\u{202E}x", "\\u202ex"), ("\u{200B}", "\\u200b"),
        ("\u{FEFF}", "\\ufeff"),
        ("\u{7F}", "\\u007f"), ("\u{E0041}", "\\udb40\\udc41"), ("é結", "é結"), ("😀", "😀"), ("\u{2028}", "\\u2028"),
        ("👩\u{200D}🚀", "👩\\u200d🚀"),
    ])
    func whatATerminalWouldObeyIsEscaped(_ text: String, _ expected: String) throws {
        let json = Array("{\"t\":\"\(text)\"}\n".utf8)
        let escaped = TerminalJSON.escaped(json)
        #expect(String(decoding: escaped, as: UTF8.self) == "{\"t\":\"\(expected)\"}\n")
        // The same values.
        let before = try JSONDecoder().decode([String: String].self, from: Data(json))
        #expect(try JSONDecoder().decode([String: String].self, from: Data(escaped)) == before)
    }

    @Test func aByteThatIsNotUTF8IsTheReplacementCharacter() {
        #expect(TerminalJSON.escaped([0x22, 0x9B, 0x22]) == Array("\"\\ufffd\"".utf8))
        #expect(TerminalJSON.escaped([]).isEmpty)
    }
}
