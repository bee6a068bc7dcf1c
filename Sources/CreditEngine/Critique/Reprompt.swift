/// A role prompt under which an agent is asked for one message once more, with the reason.
///
/// The prompt stays as it is; behind it stand a person's instruction and, fenced off as recorded data, what the agent said
/// before (`earlier`) and why it is asked again (`reason`). Likely secrets are taken out of both.
public struct Reprompt: Sendable, Equatable {
    /// The whole text.
    public let prompt: String
    /// Likely secrets that were taken out.
    public let redactions: Int

    /// What an agent is told where nobody wrote an instruction.
    public static let instruction = """
        You have written this message before, and there is a reason to write it anew. Write the whole message again: keep \
        what was right, and mend what the reason names where the reason is right.
        """

    /// Makes one; throws `IdentityError`.
    ///
    /// - Parameters:
    ///   - prompt: the role prompt in force.
    ///   - instruction: a person's words to the agent.
    ///   - earlier: what the agent said before.
    ///   - reason: why it is asked again, in somebody's words.
    public init(_ prompt: String, instruction: String = Self.instruction, earlier: String, reason: String) throws {
        var redactions = 0
        let sections = [("earlier", earlier), ("reason", reason)].map { name, text in
            let redacted = Redaction(of: text)
            redactions += redacted.count
            return GuardedText.Section(name, CritiqueRequest.clip(redacted.text))
        }
        let guarded = try GuardedText(sections)
        let parts = [prompt, instruction, guarded.notice + "\n\n" + guarded.text]
        self.prompt = parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
        self.redactions = redactions
    }
}
