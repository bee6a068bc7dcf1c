import CreditEngine

/// What a server has said of one answer, and whether that makes an answer.
struct AnswerParts: Sendable {
    /// Why a model stopped.
    enum Ending: Sendable, Equatable {
        /// It had said all.
        case complete
        /// Its limit was reached.
        case cut
        /// A filter took the rest away.
        case filtered
        /// It will not answer.
        case refused
        /// It did not come to its end, in the server's word: another attempt can help.
        case failed(String)
        /// Anything else, in the server's word.
        case other(String)
    }

    /// The words; `nil` when the server sent none, not even empty ones.
    var text: ServerText?
    var reasoning = ServerText()
    var refusal = ServerText()
    /// What the model calls instead of saying something, in the server's word (`tool_calls`).
    var call: String?
    var ending: Ending?
    var model: String?
    var usage: Usage?

    mutating func say(_ words: ServerText?) {
        guard let words else { return }
        if text == nil { text = words } else { text?.append(words) }
    }

    mutating func reason(_ words: ServerText?) { if let words { reasoning.append(words) } }

    mutating func refuse(_ words: ServerText?) { if let words { refusal.append(words) } }

    /// Takes from the same answer in another form what has not been said in this one.
    mutating func fill(from other: AnswerParts) {
        if text?.isEmpty != false { text = other.text ?? text }
        if reasoning.isEmpty { reasoning = other.reasoning }
        if refusal.isEmpty { refusal = other.refusal }
        call = call ?? other.call
    }

    /// The first name that is one: some servers begin with an empty one.
    mutating func name(_ model: String?) { self.model = self.model ?? model }

    /// The answer; throws `WireFault.noText` for what is not one, and `WireFault.problem` for one that did not come to its end.
    ///
    /// An answer of no words that simply stopped is an answer; one that was cut before its first word, that is all
    /// reasoning, or that calls a tool is not what was said. Words before a refusal or a filter are no answer.
    func reply() throws(WireFault) -> WireReply {
        switch ending {
        case .filtered: throw .noText("cut off by its content filter", usage: usage)
        case .refused: throw .noText("refused", usage: usage)
        case .failed(let word): throw .problem(.unfinished(word))
        case .complete, .cut, .other, nil: break
        }
        let (text, reasoning) = said
        if let text, !text.isEmpty, call == nil || !text.allSatisfy(\.isWhitespace) {
            return WireReply(text: text, reasoning: reasoning.isEmpty ? nil : reasoning, model: model, usage: usage)
        }
        if !refusal.isEmpty { throw .noText("refused: \(refusal.string)", usage: usage) }
        if let call { throw .noText(call, usage: usage) }
        if case .other(let word)? = ending { throw .noText(word, usage: usage) }
        if !reasoning.isEmpty {
            throw .noText(
                "cut or empty: all \(reasoning.unicodeScalars.count) characters are reasoning; raise max_tokens",
                usage: usage)
        }
        if ending == .cut { throw .noText("cut before its first word; raise max_tokens", usage: usage) }
        guard let text else { throw .noText("no content", usage: usage) }
        return WireReply(text: text, model: model, usage: usage)
    }

    /// Words and reasoning; see `ThinkingMarks`.
    private var said: (text: String?, reasoning: String) {
        guard let text = text?.string else { return (nil, reasoning.string) }
        let (thought, words) = ThinkingMarks.split(text)
        return (words, reasoning.string + thought)
    }
}
