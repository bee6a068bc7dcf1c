/// Asks a model what is wrong with one message and how its prompt should change.
///
/// One call a critique. The model sees only the request; it has no tools, and nothing it says decides anything.
/// Source: the article's phase 2; Method §5.
public struct Critic: Sendable {
    /// Who answers.
    public var model: any LanguageModel
    /// The name to ask for; `nil` leaves it to the model.
    public var name: String?
    /// How to sample; its temperature is a setting apart from the agents'.
    public var sampling: SamplingParameters
    /// Whether it is the model that the agents speak with, by provider, address and name; `nil` when nobody knows, as when
    /// they speak in a system of their own.
    public var isAgentsModel: Bool?

    /// Makes a critic.
    public init(
        _ model: any LanguageModel, name: String? = nil, sampling: SamplingParameters = SamplingParameters(),
        isAgentsModel: Bool? = nil
    ) {
        self.model = model
        self.name = name
        self.sampling = sampling
        self.isAgentsModel = isAgentsModel
    }

    /// Asks once.
    ///
    /// Throws `CritiqueError` when the reply is none or finds no weakness, `IdentityError`, and what the model throws.
    ///
    /// - Parameter attempt: tells repeated questions about the same subject apart, from 0.
    public func critique(_ subject: CritiqueSubject, attempt: UInt64 = 0) async throws -> Critique {
        let asked = try CritiqueRequest(subject)
        let request = ModelRequest(
            messages: asked.messages, model: name, sampling: sampling, sampleSalt: attempt,
            asksForJSON: true)
        let (reply, read) = try await model.answer(to: request) { reply -> (ModelReply, CritiqueReply?) in
            // That there is nothing to find is an answer, too.
            do { return (reply, try CritiqueReply(reply.text)) } catch CritiqueError.noWeakness { return (reply, nil) }
        }
        guard let said = read else { throw CritiqueError.noWeakness }
        let lookup = QuoteLookup(in: subject.trace, at: subject.cell)
        let critic = reply.model ?? name
        return Critique(
            trace: subject.trace.id, problem: subject.trace.problem?.name, question: subject.trace.problem?.input,
            turn: subject.cell.turn, agent: subject.agent, block: subject.block, credit: subject.credit?.value,
            creditSource: subject.credit?.source, weakness: said.weakness,
            quotes: said.quotes.map(lookup.quote), suggestion: said.edit.fitted(to: subject.prompt),
            confidence: said.confidence, critic: critic ?? "a model that does not name itself",
            temperature: sampling.temperature, isAgentsModel: isAgentsModel(critic, subject.trace),
            isSimulated: reply.simulated, redactions: asked.redactions)
    }

    /// Another name alone shows no other model, because models have aliases; the same name of the one that answered does.
    private func isAgentsModel(_ critic: String?, _ trace: Trace) -> Bool? {
        let recorded = Set(trace.messages.compactMap(\.model))
        return critic.map(recorded.contains) == true ? true : isAgentsModel
    }
}

extension RuleEdit {
    /// The same edit with its old rule as the prompt spells it, when it only differs in the white space around it.
    func fitted(to prompt: String) -> RuleEdit {
        guard let old, prompt.firstRange(of: old) == nil else { return self }
        let bare = old.trimmed
        return bare.isEmpty ? RuleEdit(old: nil, new: new) : RuleEdit(old: bare, new: new)
    }
}
