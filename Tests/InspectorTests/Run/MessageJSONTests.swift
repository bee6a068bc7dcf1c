import CreditEngine
import Foundation
import Testing

@testable import Inspector

@Suite struct MessageJSONTests {
    @Test func isJSONWithTheKeysOfTheTraceFormat() throws {
        let nasty = "a \"b\" \\ \n\r\t\u{1}\u{1F} 研究 é 🙂"
        let message = Message(
            ordinal: 3, turn: 7, agent: 1, output: nasty, sourceTurn: "6", channel: "thought",
            input: [PromptMessage(role: "system", content: nasty)],
            tools: [
                ToolCall(name: "python", arguments: "{\"code\":\"1\"}", result: "2", error: nil),
                ToolCall(name: "sh", arguments: "ls -l", result: nil, error: "denied"),
            ], model: "small-a", seed: 12, usage: Usage(input: 812, output: nil), latency: 3100, cost: 0.0041,
            recipients: ["coder"])
        let text = MessageJSON.text(message, agent: "研究员", trace: "run-1")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["output"] as? String == nasty)
        #expect(object["agent"] as? String == "研究员" && object["turn"] as? Int == 7)
        #expect((object["input"] as? [[String: String]])?.first?["content"] == nasty)
        let tools = try #require(object["tools"] as? [[String: Any]])
        #expect((tools[0]["arguments"] as? [String: String]) == ["code": "1"])
        #expect(tools[1]["arguments"] as? String == "ls -l" && tools[1]["error"] as? String == "denied")
        #expect(object["usage"] as? [String: Int] == ["input_tokens": 812])
        #expect(object["latency_ms"] as? Int == 3100 && object["cost_usd"] as? Double == 0.0041)
    }

    @Test func saysNothingOfWhatIsNotRecorded() throws {
        let text = MessageJSON.text(Message(ordinal: 0, turn: 1, agent: 0, output: ""), agent: "a", trace: "t")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object.keys.sorted() == ["agent", "output", "trace", "turn", "type"])
    }
}
