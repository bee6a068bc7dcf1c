import Testing

@testable import TraceFiles

/// Messages that are told from few fields are those in which all fields find nothing wrong.
struct MessageOutlineTests {
    private static let names = [
        "agent", "name", "role", "content", "text", "output", "turn", "type", "tool_calls", "id", "from", "value",
    ]
    private static let values = [
        "\"\"", "\"a\"", "\"system\"", "\"function_call\"", "null", "0", "-3", "1000000", "1000001", "1e300", "[]",
        "{}", "true",
    ]

    @Test func whatIsPlainIsAMessageOfSomebody() throws {
        var random = SeededRandom(11)
        var plain = 0
        for _ in 0..<2_000 {
            let fields = (0..<random.below(6)).map { _ in
                "\"\(Self.names[random.below(Self.names.count)])\":\(Self.values[random.below(Self.values.count)])"
            }
            try withParsed(Array("{\(fields.joined(separator: ","))}".utf8)) { parsed in
                let node = try #require(parsed).root
                guard MessageOutline(node).isPlain else { return }
                plain += 1
                let all = MessageFields(node, mapping: ReadingOptions.FieldMapping())
                #expect(all.oddity(in: node) == nil && all.turnFault(ReadingOptions()) == nil && !all.isInstruction)
            }
        }
        #expect(plain > 20)
    }

    @Test(arguments: ["[]", "1", "null", "\"agent\"", "[\"agent\",\"a\",\"text\",\"b\"]"])
    func nothingButAnObjectIsPlain(_ text: String) throws {
        try withParsed(Array(text.utf8)) { parsed in
            let node = try #require(parsed).root
            #expect(!MessageOutline(node).isPlain)
        }
    }
}
