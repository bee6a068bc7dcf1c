package import CreditEngine

/// What may take a message's place, by the names that commands and the store have for it.
package enum SwapKind: String, CaseIterable, Sendable {
    case resample
    case noOp = "no-op"
    case reference, text, trace, prompt, model, majority, concatenation

    /// The replacement of this kind; `nil` when what it needs is missing.
    ///
    /// - Parameters:
    ///   - text: the words, the role prompt or the name of the model.
    ///   - from: the run whose words are put there, and these words.
    package func replacement(text: String? = nil, from: String? = nil, words: [String]? = nil) -> Replacement? {
        switch self {
        case .resample: .resample
        case .noOp: .noOp
        case .majority: .majority
        case .concatenation: .concatenation
        case .text: text.map { .text($0) }
        case .reference: text.map { .reference($0) }
        case .prompt: text.map { .prompt($0) }
        case .model: text.map { .model($0) }
        case .trace: from.flatMap { id in words.map { .trace(id: id, words: $0) } }
        }
    }
}

extension Replacement {
    /// Its kind; `nil` for one that only the engine makes.
    package var kind: SwapKind? {
        switch self {
        case .resample: .resample
        case .noOp: .noOp
        case .majority: .majority
        case .concatenation: .concatenation
        case .text: .text
        case .reference: .reference
        case .prompt: .prompt
        case .model: .model
        case .trace: .trace
        case .said: nil
        }
    }
}
