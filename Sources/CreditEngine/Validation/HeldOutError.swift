/// Why a proposal cannot be validated.
public enum HeldOutError: Error, Equatable, CustomStringConvertible {
    /// There is no problem to draw from.
    case noProblems
    /// These problems fed the proposal's critiques.
    case leak([String])
    /// The candidate is the current prompts.
    case nothingChanged
    /// A block is not as the proposal found it.
    case stale(block: String)
    /// The current prompts never came to an outcome, so there is nothing to compare with.
    case noOutcomes(runs: Int, reason: String)

    /// One sentence that names the thing and the way out.
    public var description: String {
        switch self {
        case .noProblems: "there is no held-out problem to validate on; give a problems file with others"
        case .leak(let problems):
            "problem \(problems.prefix(3).joined(separator: ", "))\(problems.count > 3 ? " and \(problems.count - 3) more" : "") fed the critique, so nothing can be validated on it; leave it out"
        case .nothingChanged: "the candidate's prompts are the current ones; there is nothing to validate"
        case .stale(let block):
            "'\(block)' has changed since the proposal was made; revise it again from the prompts of now"
        case .noOutcomes(let runs, let reason):
            "the current prompts gave no outcome in \(Numeral.count(runs, "run")) (\(reason)); mend that first"
        }
    }
}
