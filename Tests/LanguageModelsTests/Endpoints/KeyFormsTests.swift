import Foundation
import Testing

@testable import LanguageModels

@Suite("Keys that come back in other forms")
struct KeyFormsTests {
    private static let key = "sk-canary-8f2e1c-77AB"
    private static let encoded: [String] = ["", "x", "xy"].map { before in
        Data((before + key).utf8).base64EncodedString().replacingOccurrences(of: "=", with: "")
    }

    private static let forms: [String] = {
        let hexadecimal: String = key.utf8.map { String($0, radix: 16) }.joined()
        let spelt = ["\u{200B}", " "].map { gap in key.map(String.init).joined(separator: gap) }
        let halves = [String(key.prefix(11)), String(key.suffix(11)), key.replacingOccurrences(of: "-", with: "\n")]
        return [key, key.uppercased(), String(key.reversed()), hexadecimal] + encoded + spelt + halves + escaped
    }()

    /// Every character escaped as in addresses, C, JSON and HTML, and as a plain number.
    private static let escaped: [String] = ["%%%02X", "\\x%02x", "\\u%04x", "&#x%x;", "&#%d;", "%d "].map { format in
        key.utf8.map { String(format: format, Int($0)) }.joined()
    }

    @Test(
        "A key of which only the marks are escaped is hidden",
        arguments: ["%2F", "\\/", "\\x2F", "\\u002f", "&#47;", "&#x2f;"])
    func marks(escape: String) {
        let key = "aB/cD/eF/gH/iJ/kL/mN/oP"
        let text = Secret(key).hidden(in: "It is \(key.replacing("/", with: escape)).")
        #expect(text == "It is <key>.")
    }

    @Test("Of a long key a third is hidden too")
    func thirds() {
        let key = "Ab3dEf9hIjKl-Mn0pQrStUvWx-Yz1aB2cD3eF4"
        let parts = [key.prefix(12), key.dropFirst(13).prefix(12), key.suffix(12)].map(String.init)
        let text = Secret(key).hidden(in: parts.joined(separator: " and then "))
        #expect(text == "<key> and then <key> and then <key>")
    }

    @Test("Encoded, spelt, turned or cut in halves it is hidden", arguments: forms)
    func hidden(form: String) {
        let text = Secret(Self.key).hidden(in: "It is “\(form)”, I think.")
        #expect(text.contains("<key>") && text.hasPrefix("It is “") && text.hasSuffix(", I think."), "\(text)")
        #expect(!text.contains(form))
    }

    @Test("A text without the key stays as it is, whatever characters it has")
    func untouched() {
        let text = "sk- canary, 77 é😀 \u{0} " + String(repeating: "canary ", count: 100)
        #expect(Secret(Self.key).hidden(in: text) == text)
        #expect(Secret("EMPTY").hidden(in: "The set is EMPTY.") == "The set is EMPTY.")
    }

    @Test("Both pieces of a key that was cut are hidden, and what lies between stays")
    func pieces() {
        let text = Secret(Self.key).hidden(in: "first \(Self.key.prefix(11)) then \(Self.key.dropFirst(11)).")
        #expect(text == "first <key> then <key>.")
    }
}
