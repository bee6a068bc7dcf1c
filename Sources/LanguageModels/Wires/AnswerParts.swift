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
    /// The calls for tools, in order.
    private(set) var calls: [CallParts] = []
    var ending: Ending?
    /// The server's own word for the ending.
    var stopWord: String?
    var model: String?
    var usage: Usage?
    /// The answer's name at the server.
    var id: String?
    /// The items of a response's output as they came.
    var items: [ServerJSON] = []

    mutating func say(_ words: ServerText?) {
        guard let words else { return }
        if text == nil { text = words } else { text?.append(words) }
    }

    mutating func reason(_ words: ServerText?) { if let words { reasoning.append(words) } }

    mutating func refuse(_ words: ServerText?) { if let words { refusal.append(words) } }

    /// Takes a call, or a further piece of one.
    mutating func take(_ piece: CallParts) {
        guard let index = calls.lastIndex(where: piece.goesOn(from:)) else { return calls.append(piece) }
        calls[index].append(piece)
    }

    /// Says where the last call stands, so that further pieces find it.
    mutating func placeLastCall(at place: Int?) {
        if !calls.isEmpty { calls[calls.count - 1].place = place }
    }

    /// Forgets the calls that have come in pieces: they come again as a whole.
    mutating func forgetCalls() { calls = [] }

    /// Takes why the model stopped; where nothing is said, what was said before stays.
    mutating func stop(_ reason: ServerJSON?) {
        guard let ending = Ending(reason: reason) else { return }
        (self.ending, stopWord) = (ending, reason?.word)
    }

    /// Takes from the same answer in another form what has not been said in this one.
    mutating func fill(from other: AnswerParts) {
        if text?.isEmpty != false { text = other.text ?? text }
        if reasoning.isEmpty { reasoning = other.reasoning }
        if refusal.isEmpty { refusal = other.refusal }
        call = call ?? other.call
        if calls.isEmpty { calls = other.calls }
        if items.isEmpty { items = other.items }
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
