/// What a measurement shows, worded once: a sentence says no more than fresh pairs bear out.
public enum Finding: Sendable, Hashable {
    /// No message can be named within the budget; a stretch of turns, where the replays show one.
    case nothing(TurnRange?)
    /// No replay from the start succeeded, and the search gave up before the budget was spent.
    case noSuccess
    /// The search points at messages, and fresh pairs do not confirm it.
    case unconfirmed
    /// One message cost the outcome.
    case single
    /// Several did together, and fresh pairs of each show that repairing it saves the run.
    case every
    /// All that was said from the first of several to the last, spoken again together, saves the run; no more is shown.
    case stretch
    /// The same, and the search found each of them enough by itself.
    case eachEnough
    /// The outcome hangs on something that a replay does not repeat, so that no message can be accused.
    case outsideState(OutsideState)

    /// The words before the names of the messages, without a colon.
    public var words: String {
        switch self {
        case .nothing(nil): "no message can be named within this budget"
        case .nothing(let range?):
            "no message can be named within this budget; the run was lost \(range.words), if one message or two lost it"
        case .noSuccess: "no message can be named: where no replay succeeds, none can show what a message cost"
        case .unconfirmed: "the search points at, not confirmed by fresh pairs (more of them need a larger budget)"
        case .single: "the message that cost the outcome"
        case .every: "these messages cost the outcome together, and repairing one saves the run"
        case .stretch:
            "all that was said from the first of these to the last, spoken again together, saves the run; which of them it "
                + "hangs on is not shown"
        case .eachEnough:
            "all that was said from the first of these to the last, spoken again together, saves the run; the search found "
                + "each of them enough to cost the outcome"
        case .outsideState(let state): state.words + "; no message is accused. The search ended at"
        }
    }
}

/// A sign that the outcome hangs on something outside the messages: files, a database, a browser, an evaluator's whim.
public enum OutsideState: Sendable, Hashable {
    /// Replays that said the recorded words, all of them, ended otherwise than the record.
    case sameWords
    /// The outcome turns only at the last message, in a system that may have such state: the record's prefix is kept, what
    /// it did to files and the like is not done again, and so every replay begins with a clean state.
    case lastMessage

    /// One clause.
    public var words: String {
        switch self {
        case .sameWords:
            "replays that say the recorded words end otherwise than the record, so the system has state outside its "
                + "messages that a replay does not repeat"
        case .lastMessage:
            "the outcome turns only where nobody is left to speak, so the system may have state outside its messages (files, "
                + "databases, browsers) that a replay does not repeat"
        }
    }
}

extension MeasureReport {
    /// What is shown.
    public var finding: Finding {
        if let outsideState, !named.isEmpty || outsideState == .sameWords { return .outsideState(outsideState) }
        guard !named.isEmpty else {
            return left > 0 && range == nil && systematic?.successes == 0 ? .noSuccess : .nothing(range)
        }
        guard isConfirmed else { return .unconfirmed }
        guard named.count > 1 else { return .single }
        if relation == .any { return .eachEnough }
        return named.allSatisfy { verdicts[$0] == .hurts } ? .every : .stretch
    }
}
