package import CreditEngine

/// All that a server said in an answer, also where that is no text: calls, a refusal, why the model stopped.
package struct ModelAnswer: Sendable, Equatable {
    /// A tool call with the identifier that its result will name.
    package struct Call: Sendable, Equatable {
        /// The identifier; empty when the server gave none.
        package var id: String
        /// The tool's name.
        package var name: String
        /// The arguments, JSON text as a rule.
        package var arguments: String
        /// Whether it has the form that chat completions gave a call before there were tools (`function_call`).
        package var isFunction: Bool

        /// Makes a call.
        package init(id: String, name: String, arguments: String, isFunction: Bool = false) {
            (self.id, self.name, self.arguments, self.isFunction) = (id, name, arguments, isFunction)
        }
    }

    /// An answer that its server keeps.
    package struct Kept: Sendable, Equatable {
        /// Its name there.
        package var id: String
        /// What it holds, as it came.
        package var items: [CanonicalJSON]

        /// Makes one.
        package init(id: String, items: [CanonicalJSON]) { (self.id, self.items) = (id, items) }
    }

    /// The words.
    package var text: String
    /// What the model thought before it spoke; `nil` when it does not say.
    package var reasoning: String?
    /// The words in which it refuses, where the protocol keeps them apart; `nil` when there are none.
    package var refusal: String?
    /// The calls, in order.
    package var calls: [Call]
    /// Why the model stopped, in the server's word; `nil` when it does not say.
    package var ending: String?
    /// The tokens that the server counted.
    package var usage: Usage
    /// The model that answered.
    package var model: String?
    /// The answer at the server; `nil` where the protocol keeps none.
    package var kept: Kept?

    /// Makes an answer.
    package init(
        text: String = "", reasoning: String? = nil, refusal: String? = nil, calls: [Call] = [],
        ending: String? = nil, usage: Usage = Usage(), model: String? = nil
    ) {
        (self.text, self.reasoning, self.refusal) = (text, reasoning, refusal)
        (self.calls, self.ending, self.usage, self.model) = (calls, ending, usage, model)
    }
}

extension AnswerParts {
    /// Everything that was said; throws `WireFault` for an answer that did not come to its end, and for one that says
    /// nothing but what is not understood.
    ///
    /// A turn that the server pauses has come to its end: the program that asked decides how it goes on.
    func answer() throws(WireFault) -> ModelAnswer {
        if case .failed(let word)? = ending, word != "pause_turn" { throw .problem(.unfinished(word)) }
        var answer = ModelAnswer(text: text?.string ?? "", ending: stopWord, usage: usage ?? Usage(), model: model)
        answer.reasoning = reasoning.isEmpty ? nil : reasoning.string
        answer.refusal = refusal.isEmpty ? nil : refusal.string
        answer.calls = calls.map { part in
            ModelAnswer.Call(
                id: part.id ?? "", name: part.name.isEmpty ? "tool" : part.name.string, arguments: part.argumentText,
                isFunction: part.isFunction)
        }
        if let call, answer.calls.isEmpty, answer.text.isEmpty, answer.refusal == nil {
            throw .notUnderstood("nothing but \(call)")
        }
        answer.kept = id.map { ModelAnswer.Kept(id: $0, items: items.map(\.canonical)) }
        return answer
    }
}
