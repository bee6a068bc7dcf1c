import CreditEngine

/// What the words that a person writes in their editor are to be.
enum EditedReplacement: String, Sendable, Hashable {
    /// Other words in the message's place.
    case text
    /// The message as it should have been.
    case reference
    /// A role prompt for the agent, at this message only.
    case prompt

    /// The swap by so many words.
    func choice(_ words: String) -> SwapChoice {
        switch self {
        case .text: .known(.text(words))
        case .reference: .known(.reference(words))
        case .prompt: .known(.prompt(words))
        }
    }
}
