import CreditEngine

/// Reads token counts under the names that providers and frameworks give them.
enum TokenUsage {
    /// The counts of an object; `nil` when it holds none.
    static func read(_ node: JSONNode?) -> Usage? {
        guard let node, node.kind == .object else { return nil }
        let input =
            node["input_tokens"] ?? node["prompt_tokens"] ?? node["inputTokens"] ?? node["promptTokenCount"]
            ?? node["prompt_token_count"] ?? node["promptTokens"] ?? node["request_tokens"]
        let output =
            node["output_tokens"] ?? node["completion_tokens"] ?? node["outputTokens"] ?? node["candidatesTokenCount"]
            ?? node["candidates_token_count"] ?? node["completionTokens"] ?? node["response_tokens"]
        guard input?.integer != nil || output?.integer != nil else { return nil }
        return Usage(input: input?.integer, output: output?.integer)
    }
}
