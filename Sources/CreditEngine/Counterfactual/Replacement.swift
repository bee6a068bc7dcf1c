/// What takes the place of a cell in a swap; every figure that comes from one is labelled with it.
///
/// Source: Method §4, "Swap at a cell"; `noOp` is the article's baseline.
public enum Replacement: Sendable, Hashable {
    /// The agent speaks again under its unchanged prompt.
    case resample
    /// What the agent said in an earlier replay that kept everything before.
    case said([String])
    /// The article's words. Removal distorts the team it measures.
    case noOp
    /// A correct or repaired message.
    case reference(String)
    /// Typed words.
    case text(String)
    /// The words of the same cell in another run.
    case trace(id: String, words: [String])
    /// The same agent speaks under another prompt, here only.
    case prompt(String)
    /// Another model speaks under the same prompt, here only.
    case model(String)
    /// For an aggregator: the first of its inputs that gives the most common answer.
    case majority
    /// For an aggregator: its inputs one after the other.
    case concatenation

    /// The article's no-op.
    public static let noOpWords = "I don't have enough information to contribute."

    /// Whether it is another way to speak, so that a replay that it breaks is its own failure.
    public var isCandidate: Bool {
        switch self {
        case .prompt, .model: true
        default: false
        }
    }

    /// The words it puts at a position; `nil` when somebody has to speak first, or an aggregator has no inputs.
    public func words(at position: Int, of trace: Trace, _ order: CellOrder) -> [String]? {
        switch self {
        case .resample, .prompt, .model: nil
        case .noOp: [Self.noOpWords]
        case .reference(let text), .text(let text): [text]
        case .trace(_, let words), .said(let words): words
        case .majority: majority(inputs(at: position, of: trace, order)).map { [$0] }
        case .concatenation:
            switch inputs(at: position, of: trace, order) {
            case let inputs where inputs.isEmpty: nil
            case let inputs: [inputs.joined(separator: "\n\n")]
            }
        }
    }

    /// What the others said in the same turn before.
    private func inputs(at position: Int, of trace: Trace, _ order: CellOrder) -> [String] {
        let cell = order.cells[position]
        return order.cells[..<position].indices.filter { order.cells[$0].turn == cell.turn }
            .map { order.messages[$0].map { trace.messages[$0].output }.joined(separator: "\n") }
    }

    private func majority(_ inputs: [String]) -> String? {
        let answers = inputs.map { AnswerText.number(in: $0)?.text ?? AnswerText.phrase(in: $0) }
        let counts = answers.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let most = counts.values.max()
        return inputs.indices.first { counts[answers[$0]] == most }.map { inputs[$0] }
    }
}
