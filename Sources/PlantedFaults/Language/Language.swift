/// The languages the simulated world speaks.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// English.
    case english
    /// Japanese.
    case japanese
    /// English in other words, with no phrase by which estimated credit tells evidence and no sum written as an equation.
    case plainspoken
    /// Dutch, of which estimated credit knows no phrase; sums are equations.
    case dutch

    /// How agents talk in it.
    var phrases: Phrasebook {
        switch self {
        case .english: .english
        case .japanese: .japanese
        case .plainspoken: .plainspoken
        case .dutch: .dutch
        }
    }

    /// Whether prompts are in English; only Japanese teams have prompts of their own language.
    var hasEnglishPrompts: Bool { self != .japanese }
}
