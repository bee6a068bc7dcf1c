public import CreditEngine

/// What a job says while it works, and at its end.
public enum JobReport: Sendable {
    /// It goes on.
    case progressed(JobFindings)
    /// It has ended, and found this, if anything.
    case ended(JobFindings?, JobEnding)
}

/// What a job has found; each report holds everything so far.
public enum JobFindings: Sendable {
    /// The pairs of a swap, the number of pairs left out because an arm was UNDEFINED, and where the replays went.
    case swapped(PairedOutcomes, undefined: Int, counts: ReplayCounts)
    /// A measurement under way.
    case measuring(MeasureProgress)
    /// A measurement at its end.
    case measured(MeasureReport)

    var counts: ReplayCounts {
        switch self {
        case .swapped(_, _, let counts): counts
        case .measuring(let progress): progress.counts
        case .measured(let report): report.counts
        }
    }
}

/// How a job ended.
public enum JobEnding: Sendable, Equatable {
    /// It did all it was to do.
    case finished
    /// The person stopped it; what it had is kept.
    case stopped
    /// It could not go on; one sentence says why.
    case failed(String)
}

/// What became of a message in the person's editor.
public enum EditedText: Sendable, Equatable {
    /// Other words than before.
    case changed(String)
    /// The same words.
    case unchanged
    /// There are no words; one sentence says why and what to do.
    case failed(String)
}
