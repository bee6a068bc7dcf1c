import CreditEngine

/// A streamed response; its end marker is the event that holds the whole response.
///
/// Gateways send the words in pieces, as a whole text, as a whole item or in the response at the end only: the first of these
/// that says something is the answer.
struct ResponsesAssembly: ReplyAssembly {
    private var pieces = AnswerParts()
    private var texts = AnswerParts()
    private var items = AnswerParts()
    /// The places of the items that are no part of the answer.
    private var commentary: Set<Int> = []
    private(set) var isDone = false
    var isFinished: Bool { isDone }

    mutating func add(_ event: ServerJSON) throws(WireFault) {
        switch event["type"]?.word {
        case "response.output_item.added":
            if event["item"]?["phase"]?.word == "commentary", let place = event["output_index"]?.integer {
                commentary.insert(place)
            }
        case "response.output_text.delta" where isCommentary(event): pieces.reason(event["delta"]?.text)
        case "response.output_text.delta": pieces.say(event["delta"]?.text)
        case "response.output_text.done" where !isCommentary(event): texts.say(event["text"]?.text)
        case "response.refusal.delta": pieces.refuse(event["delta"]?.text)
        case "response.reasoning_text.delta", "response.reasoning_summary_text.delta":
            pieces.reason(event["delta"]?.text)
        case "response.output_item.done":
            if let item = event["item"] { ResponsesFormat.add(item: item, into: &items) }
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
            guard let response = event["response"] else { throw .notUnderstood("no response at its end") }
            try ResponsesFormat.add(response, into: &pieces)
            isDone = true
        default: break
        }
    }

    private func isCommentary(_ event: ServerJSON) -> Bool {
        event["output_index"]?.integer.map(commentary.contains) ?? false
    }

    var parts: AnswerParts {
        var parts = pieces
        parts.fill(from: items)
        parts.fill(from: texts)
        // Gateways end with a marker of their own. It ends an answer only when that was said to be whole.
        let isWhole = isDone || items.text != nil || texts.text != nil || items.call != nil || !items.refusal.isEmpty
        if !isWhole { parts.ending = .failed("no response.completed") }
        return parts
    }
}
