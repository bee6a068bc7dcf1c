import CreditEngine

/// A streamed chat completion.
///
/// One choice is asked for. Of several that come side by side the one with index 0 is the answer, or else the first one that
/// speaks. A server whose `index` rises with every piece counts its pieces, not choices: then all are the answer.
struct ChatAssembly: ReplyAssembly {
    private var all = AnswerParts()
    /// The choice with index 0.
    private var zero = AnswerParts()
    /// The choice that speaks first.
    private var first = AnswerParts()
    private var firstIndex: Int?
    private var lastIndex: Int?
    private var isCounting = true
    /// Whether a second choice speaks, so that a reason to stop belongs to its own choice only.
    private var hasSeveral = false
    /// The end marker belongs to the stream; see `ReplyReader`.
    let isDone = false

    var isFinished: Bool { answer.ending != nil }

    mutating func add(_ event: ServerJSON) throws(WireFault) {
        all.name(event["model"]?.word)
        all.usage = ChatFormat.usage(event) ?? all.usage
        for choice in event["choices"]?.elements ?? [] {
            if let problem = ServerProblem(in: choice) { throw .problem(problem) }
            add(choice: choice)
        }
    }

    private mutating func add(choice: ServerJSON) {
        let index = choice["index"]?.integer ?? 0
        var piece = AnswerParts()
        _ = ChatFormat.add(choice, into: &piece)
        piece.stop(choice["finish_reason"])
        if piece.hasWords {
            // A server that counts goes on upwards, and says nothing after its end.
            if lastIndex.map({ index <= $0 }) ?? false || all.ending != nil { isCounting = false }
            hasSeveral = hasSeveral || index != firstIndex ?? index
            firstIndex = firstIndex ?? index
            lastIndex = index
        } else if piece.ending != nil, lastIndex.map({ index < $0 }) ?? false {
            isCounting = false
        }
        let isWhole = choice["delta"] == nil && choice["message"] != nil && piece.ending != nil
        all.add(piece, isWhole: isWhole)
        if index == 0 { zero.add(piece, isWhole: isWhole) }
        if index == firstIndex ?? index { first.add(piece, isWhole: isWhole) }
    }

    private var answer: AnswerParts {
        var chosen = isCounting ? all : zero.hasWords ? zero : first
        if isCounting { (chosen.ending, chosen.stopWord) = (first.ending, first.stopWord) }
        if chosen.ending == nil, !hasSeveral || isCounting {
            (chosen.ending, chosen.stopWord) = (all.ending, all.stopWord)
        }
        return chosen
    }

    var parts: AnswerParts {
        var parts = answer
        (parts.model, parts.usage) = (all.model, all.usage)
        return parts
    }
}

extension AnswerParts {
    /// Whether anything is said at all.
    fileprivate var hasWords: Bool {
        text?.isEmpty == false || !reasoning.isEmpty || !refusal.isEmpty || !calls.isEmpty
    }

    /// Adds a piece; a whole message that repeats what has come takes its place.
    fileprivate mutating func add(_ piece: AnswerParts, isWhole: Bool) {
        if isWhole, let said = text, let whole = piece.text, whole.bytes.starts(with: said.bytes) {
            text = nil
            if !piece.reasoning.isEmpty { reasoning = ServerText() }
        }
        if isWhole, !piece.calls.isEmpty { forgetCalls() }
        say(piece.text)
        reason(piece.reasoning)
        refuse(piece.refusal)
        call = piece.call ?? call
        for call in piece.calls { take(call) }
        if piece.ending != nil { (ending, stopWord) = (piece.ending, piece.stopWord) }
    }
}
