public import CreditEngine

/// The embedded critic: it reads nothing but the request, answers the same for ever, and says that it is simulated.
///
/// It understands the form in which `CritiqueRequest` asks and the world of this target. A diagnosis comes from the
/// message and the prompt that it is shown (`Diagnosis`); with the chance `wrong` it is another one that sounds as good
/// (`WrongDiagnosis`). It does not know who is to blame. It also writes a prompt anew when a reviser asks.
public struct SimulatedCritic: LanguageModel {
    /// The chance of a plausible wrong diagnosis, in [0,1], drawn from the request.
    public var wrong: Double
    /// The share of the wrong ones that quote words which nobody said, in [0,1].
    public var inventing: Double

    /// The name in its replies.
    public static let name = "simulated/critic"

    /// Makes a critic.
    public init(wrong: Double = 0, inventing: Double = 0) {
        self.wrong = wrong
        self.inventing = inventing
    }

    /// Answers at once.
    public func reply(to request: ModelRequest) async throws -> ModelReply {
        try Task.checkCancellation()
        let asked = request.messages.last { $0.role == "user" }?.content ?? ""
        let text = answer(asked, KeyedRandom(seed: request.sampleSalt))
        let read = request.messages.reduce(0) { $0 + $1.content.utf8.count } / 4
        return ModelReply(
            text: text, model: Self.name, usage: Usage(input: read, output: text.utf8.count / 4 + 1), latency: 900,
            simulated: true)
    }

    private func answer(_ asked: String, _ chance: KeyedRandom) -> String {
        guard let guarded = GuardedText(reading: asked), let prompt = guarded["prompt"] else {
            return Self.json(["weakness": .null])
        }
        guard asked.hasPrefix(CritiqueRequest.opening) else { return rewrite(prompt, guarded) }
        let key = RandomKey(problem: guarded.text, replay: chance.seed, what: "critic")
        let random = KeyedRandom(key)
        let reading = CritiqueReading(guarded, prompt: prompt)
        guard random.unit("wrong") < wrong else { return Self.json(Diagnosis(reading, random).reply) }
        return Self.json(WrongDiagnosis(reading, random, inventing: inventing).reply)
    }

    /// The prompt with the rule changed that the request names.
    private func rewrite(_ prompt: String, _ guarded: GuardedText) -> String {
        let edit = RuleEdit(old: guarded["old"], new: guarded["new"])
        return Self.json(["text": .string(edit.applied(to: prompt) ?? prompt)])
    }

    private static func json(_ value: CanonicalJSON) -> String { (try? value.text()) ?? "{}" }
}
