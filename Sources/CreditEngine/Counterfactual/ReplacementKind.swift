extension Replacement {
    /// What may take a message's place, by the names that commands, screens and the store have for it.
    public enum Kind: String, CaseIterable, Sendable {
        case resample
        case noOp = "no-op"
        case reference, text, trace, prompt, model, majority, concatenation

        /// The replacement of this kind; `nil` when what it needs is missing.
        ///
        /// - Parameters:
        ///   - text: the words, the role prompt or the name of the model.
        ///   - from: the run whose words are put there, and these words.
        public func replacement(text: String? = nil, from: String? = nil, words: [String]? = nil) -> Replacement? {
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

    /// Its kind; `nil` for one that only the engine makes.
    public var kind: Kind? {
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

    /// The label shown with every figure.
    public var label: String {
        switch self {
        case .said: "resample, as in an earlier replay"
        case .trace(let id, _): "trace \(id)"
        case .model(let name): "model \(name)"
        default: kind?.rawValue ?? ""
        }
    }

    /// Whether its words are fixed, so that nobody has to say them.
    public var isFixed: Bool {
        switch self {
        case .resample, .prompt, .model: false
        default: true
        }
    }
}
