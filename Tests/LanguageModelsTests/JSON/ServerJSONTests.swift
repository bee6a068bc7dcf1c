import Testing

@testable import LanguageModels

@Suite("JSON as servers send it")
struct ServerJSONTests {
    @Test(
        "What JSON does not allow and servers send is taken",
        arguments: [
            (#"{"a":NaN}"#, ServerJSON.object([.init(key: "a", value: .null)])),
            (#"[-Infinity, Infinity]"#, .list([.null, .null])), ("\u{FEFF} {} ", .object([])),
            ("\"a\nb\"", .text(ServerText("a\nb"))), (#""A\t\/""#, .text(ServerText("A\t/"))),
            ("-1.5e3", .number("-1.5e3")),
        ])
    func taken(text: String, value: ServerJSON) { #expect(ServerJSON(Array(text.utf8)) == value) }

    @Test(
        "What is no JSON value is refused",
        arguments: [
            "", " ", "{", "[1,", #"{"a"}"#, #"{"a":1}}"#, #"{"a":1}{"b":2}"#, #""\q""#, #""\u12""#, "nul", "1-2", "--1",
            "data: {}", String(repeating: "[", count: 100_000),
        ])
    func refused(text: String) { #expect(ServerJSON(Array(text.utf8)) == nil) }

    @Test("Of a key that occurs twice the last value counts, and null is nothing")
    func members() throws {
        let value = try #require(ServerJSON(Array(#"{"a":1,"b":null,"a":2}"#.utf8)))
        #expect(value["a"]?.integer == 2 && value["b"] == nil && value["c"] == nil)
    }

    @Test(
        "Counts of tokens are whole numbers that can be meant",
        arguments: [
            ("12", 12), ("12.0", 12), ("1.5", nil), ("-1", nil), ("1e300", nil), (#""5""#, nil), ("[]", nil),
            ("99999999999999999999", nil),
        ])
    func tokens(text: String, count: Int?) { #expect(ServerJSON(Array(text.utf8))?.tokens == count) }

    @Test("A character that is cut into two pieces becomes one again, wherever it is cut")
    func halves() throws {
        for (first, second) in [(#""a\ud83d""#, #""\ude00b""#), ("\"a\u{1F600}\"", "\"b\"")] {
            var text = try #require(ServerJSON(Array(first.utf8))?.text)
            text.append(try #require(ServerJSON(Array(second.utf8))?.text))
            #expect(text.string == "a😀b")
        }
        let bytes = Array("a😀é".utf8)
        for cut in bytes.indices {
            var text = ServerText(Array(bytes[..<cut]))
            text.append(ServerText(Array(bytes[cut...])))
            #expect(text.string == "a😀é")
        }
    }

    @Test("A half without its other half is a replacement character", arguments: [#""\ud83d""#, #""\ude00""#])
    func lone(text: String) { #expect(ServerJSON(Array("[\(text)]".utf8))?.elements.first?.text?.string == "\u{FFFD}") }
}
