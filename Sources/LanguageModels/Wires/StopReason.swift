extension AnswerParts.Ending {
    /// Why a model stopped, in the words of chat completions, Anthropic's messages and the servers that speak like them.
    ///
    /// `nil` where nothing is said, also by an empty word. A word that nobody knows is one: the words beside it count.
    init?(reason: ServerJSON?) {
        guard let reason, reason.scalar?.isEmpty != true else { return nil }
        guard let word = reason.word else {
            self = .complete
            return
        }
        switch word.lowercased() {
        case "stop", "eos", "eos_token", "end_turn", "stop_sequence": self = .complete
        case "length", "max_tokens", "model_length", "model_context_window_exceeded": self = .cut
        case "content_filter", "safety", "sensitive", "prohibited_content": self = .filtered
        case "refusal": self = .refused
        case "error", "abort", "aborted", "cancelled", "canceled", "failed", "insufficient_system_resource",
            "network_error", "timeout", "pause_turn":
            self = .failed(word)
        default: self = .other(word)
        }
    }
}
