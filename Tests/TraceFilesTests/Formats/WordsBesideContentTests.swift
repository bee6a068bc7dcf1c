import CreditEngine
import Testing

@testable import TraceFiles

/// What chat messages say elsewhere than in their content.
struct WordsBesideContentTests {
    private func message(_ json: String) throws -> Message {
        let text = "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},\(json)]}"
        let trace = try TemporaryFolder().catalogue(text, name: "r.json").0.trace()
        return try #require(trace.messages.last)
    }

    @Test(arguments: [
        (#"{"role":"assistant","content":null,"refusal":"I can't help."}"#, "I can't help."),
        (
            #"{"role":"assistant","content":null,"audio":{"id":"x","transcript":"spoken words","data":"AA=="}}"#,
            "spoken words"
        ),
        (#"{"role":"assistant","content":"written","refusal":null}"#, "written"),
    ])
    func aRefusalAndATranscriptAreWhatWasSaid(_ json: String, _ words: String) throws {
        #expect(try message(json).output == words)
    }

    @Test func thoughtsInPartsAreThoughts() throws {
        let said = try message(
            #"{"role":"assistant","content":"d","reasoning_details":[{"type":"reasoning.text","text":"why"},{"type":"reasoning.encrypted","data":"x"}]}"#
        )
        #expect(said.output == "d" && said.reasoning == "why")
    }

    @Test func whatASearchFoundIsItsResult() throws {
        let said = try message(
            #"{"role":"assistant","content":[{"type":"server_tool_use","id":"t1","name":"web_search","input":{"q":"x"}},{"type":"web_search_tool_result","tool_use_id":"t1","content":[{"type":"web_search_result","title":"T","url":"u"}]},{"type":"text","text":"A"}]}"#
        )
        #expect(said.output == "A" && said.tools.first?.result?.contains(#""title":"T""#) == true)
    }
}
