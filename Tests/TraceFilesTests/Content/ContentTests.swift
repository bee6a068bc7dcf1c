import Testing

@testable import TraceFiles

/// Parts of messages in every dialect, calls that hand over, and names in prompts.
struct ContentTests {
    private func content(_ json: String) throws -> MessageContent {
        let embedded = try #require(EmbeddedJSON(json))
        return withExtendedLifetime(embedded) { MessageContent(embedded.root) }
    }

    /// A part, and the text that it gives.
    static let texts: [(String, String)] = [
        ("\"words\"", "words"), ("{\"type\":\"text\",\"text\":\"words\"}", "words"),
        ("[{\"type\":\"output_text\",\"text\":\"a\"},{\"type\":\"text\",\"content\":\"b\"}]", "a\nb"),
        ("{\"text\":\"bedrock\"}", "bedrock"), ("{\"role\":\"model\",\"parts\":[{\"text\":\"gemini\"}]}", "gemini"),
        ("{\"block_type\":\"text\",\"text\":\"llama\"}", "llama"),
        ("{\"content_type\":\"text\",\"text\":\"kernel\"}", "kernel"),
        ("{\"type\":\"refusal\",\"refusal\":\"no\"}", "no"), ("[]", ""), ("null", ""), ("7", "7"),
        ("{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/a.png\"}}", "[image https://x/a.png]"),
        (
            "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"AAAABBBB\"}}",
            "[image image/jpeg 6 B]"
        ),
        (
            "{\"type\":\"document\",\"title\":\"Fog\",\"source\":{\"type\":\"url\",\"url\":\"https://x/f.pdf\"}}",
            "[document Fog https://x/f.pdf]"
        ),
        ("{\"type\":\"file\",\"file\":{\"filename\":\"f.pdf\",\"file_data\":\"AAAA\"}}", "[file f.pdf 3 B]"),
        ("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}", "[audio wav 3 B]"),
        ("{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"AAAA\"}}}", "[image png 3 B]"),
        (
            "{\"type\":\"blob\",\"mime_type\":\"image/png\",\"modality\":\"image\",\"content\":\"AAAA\"}",
            "[image image/png]"
        ),
        ("{\"type\":\"something_new\",\"weight\":3}", "[something_new]"), ("{\"weight\":3}", "{\"weight\":3}"),
        (
            "{\"type\":\"output_text\",\"text\":\"x\",\"annotations\":[{\"type\":\"url_citation\",\"title\":\"T\",\"url\":\"https://x\"}]}",
            "x\n[cites T https://x]"
        ),
    ]

    @Test(arguments: texts) func givesTheText(_ json: String, _ text: String) throws {
        #expect(try content(json).text == text)
    }

    /// A part, and the call that it is: identifier, name and arguments.
    static let calls: [(String, String?, String, String)] = [
        ("{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"f\",\"input\":{\"a\":1}}", "i", "f", "{\"a\":1}"),
        ("{\"type\":\"function\",\"id\":\"i\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}", "i", "f", "{}"),
        (
            "{\"type\":\"function_call\",\"id\":\"x\",\"call_id\":\"i\",\"name\":\"f\",\"arguments\":\"{}\"}", "i", "f",
            "{}"
        ),
        ("{\"functionCall\":{\"name\":\"f\",\"args\":{}}}", nil, "f", "{}"),
        ("{\"toolUse\":{\"toolUseId\":\"i\",\"name\":\"f\",\"input\":{}}}", "i", "f", "{}"),
        ("{\"part_kind\":\"tool-call\",\"tool_call_id\":\"i\",\"tool_name\":\"f\",\"args\":\"{}\"}", "i", "f", "{}"),
        (
            "{\"block_type\":\"tool_call\",\"tool_call_id\":\"i\",\"tool_name\":\"f\",\"tool_kwargs\":\"{}\"}", "i",
            "f", "{}"
        ),
        (
            "{\"content_type\":\"function_call\",\"id\":\"i\",\"name\":\"P-f\",\"function_name\":\"f\",\"arguments\":\"{}\"}",
            "i", "f", "{}"
        ),
        ("{\"type\":\"tool_call\",\"id\":\"i\",\"name\":\"f\",\"arguments\":{}}", "i", "f", "{}"),
        (
            "{\"type\":\"web_search_call\",\"id\":\"i\",\"action\":{\"query\":\"q\"}}", "i", "web_search",
            "{\"query\":\"q\"}"
        ),
    ]

    @Test(arguments: calls) func givesTheCall(_ json: String, _ id: String?, _ name: String, _ arguments: String) throws
    {
        let content = try content(json)
        let call = try #require(content.calls.first)
        #expect(content.calls.count == 1 && content.text.isEmpty)
        #expect((call.id, call.name, call.arguments) == (id, name, arguments))
    }

    /// A part, and the result that it is: identifier, text and whether it is an error.
    static let results: [(String, String?, String, Bool)] = [
        (
            "{\"type\":\"tool_result\",\"tool_use_id\":\"i\",\"content\":[{\"type\":\"text\",\"text\":\"r\"}]}", "i",
            "r", false
        ),
        (
            "{\"type\":\"tool_result\",\"tool_use_id\":\"i\",\"content\":[{\"type\":\"image\",\"source\":{\"data\":\"AAAA\"}}]}",
            "i", "[image 3 B]", false
        ),
        ("{\"type\":\"tool_result\",\"tool_use_id\":\"i\",\"content\":\"r\",\"is_error\":true}", "i", "r", true),
        ("{\"type\":\"function_call_output\",\"call_id\":\"i\",\"output\":\"r\"}", "i", "r", false),
        ("{\"functionResponse\":{\"id\":\"i\",\"name\":\"f\",\"response\":{\"result\":\"r\"}}}", "i", "r", false),
        ("{\"functionResponse\":{\"id\":\"i\",\"name\":\"f\",\"response\":{\"error\":\"r\"}}}", "i", "r", true),
        ("{\"toolResult\":{\"toolUseId\":\"i\",\"content\":[{\"text\":\"r\"}],\"status\":\"error\"}}", "i", "r", true),
        (
            "{\"part_kind\":\"tool-return\",\"tool_call_id\":\"i\",\"tool_name\":\"f\",\"content\":\"r\"}", "i", "r",
            false
        ),
        (
            "{\"part_kind\":\"retry-prompt\",\"tool_call_id\":\"i\",\"tool_name\":\"f\",\"content\":\"r\"}", "i", "r",
            true
        ),
        ("{\"type\":\"tool_call_response\",\"id\":\"i\",\"response\":[{\"id\":1}]}", "i", "[{\"id\":1}]", false),
        ("{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"i\",\"content\":[]}", "i", "[]", false),
    ]

    @Test(arguments: results) func givesTheResult(_ json: String, _ id: String?, _ text: String, _ isError: Bool) throws
    {
        let content = try content(json)
        let result = try #require(content.results.first)
        #expect(content.text.isEmpty && content.calls.isEmpty)
        #expect((result.id, result.text) == (id, text) && result.isError == isError)
    }

    static let handoffs: [(String, String, String?, Bool)] = [
        ("transfer_to_writer", "{}", "writer", false), ("transfer_back_to_Chief Editor", "{}", "Chief Editor", false),
        ("transfer_to_agent", "{\"agent_name\":\"writer\"}", "writer", false),
        ("handoff", "{\"to_agent\":\"writer\",\"reason\":\"x\"}", "writer", false), ("handoff", "no JSON", nil, false),
        ("Delegate work to coworker", "{\"coworker\":\"writer\"}", "writer", true),
        ("delegate_task_to_member", "{\"member_id\":\"writer\"}", "writer", true),
    ]

    @Test(arguments: handoffs)
    func handsOver(_ tool: String, _ arguments: String, _ target: String?, _ returnsWords: Bool) throws {
        let handoff = try #require(Handoff(tool: tool, arguments: arguments))
        #expect(handoff.target == target && handoff.returnsWords == returnsWords)
    }

    @Test(arguments: ["transfer", "transfer_money", "handover", "delegate", "search", ""])
    func otherToolsAreTools(_ tool: String) { #expect(Handoff(tool: tool, arguments: "{}") == nil) }

    static let prompts: [(String, String?)] = [
        ("You are editor, you cut.", "editor"), ("You are the Editor.", "Editor"),
        ("You are \"proof reader\".", "proof reader"),
        ("You are an expert who can cut. You are editor, you ask.", "editor"), ("You are a helpful assistant.", nil),
        ("You are responsible for the paper.", nil), ("Cut the text.", nil), ("", nil),
        ("You are editor agent.", "editor"),
    ]

    @Test(arguments: prompts) func findsTheNameInAPrompt(_ prompt: String, _ name: String?) {
        #expect(PromptName.inferred(from: prompt) == name)
    }
}
