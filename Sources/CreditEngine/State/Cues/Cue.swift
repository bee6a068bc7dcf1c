/// A kind of words that are evidence about a run; the words themselves are in `CueWords`, one table a language.
enum Cue: UInt8, Sendable, CaseIterable {
    /// A tool, a program or a page reports that it failed.
    case failure
    /// The speaker says that it could not do or find what was asked.
    case inability
    /// The speaker says that something said before is wrong or does not fit.
    case objection
    /// The speaker goes on with made-up or assumed content.
    case assumption
    /// An answer is stated.
    case answer

    /// What the cue shows when it counts as an error of the run so far, as a clause; `nil` when it does not.
    func errorClause(saidBy kind: Agent.Kind) -> String? {
        switch self {
        case .failure: kind == .tool ? "a tool reports a failure" : nil
        case .inability: kind == .model ? "what was asked could not be done" : nil
        case .objection: "something does not fit"
        case .assumption, .answer: nil
        }
    }
}
