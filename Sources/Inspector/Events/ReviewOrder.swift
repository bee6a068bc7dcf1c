public import CreditEngine

/// What a job on the way from a hot cell to a better prompt is to do.
public enum ReviewTask: Sendable, Hashable {
    /// A critic reads what one cell said, knowing its credit and where that comes from.
    case critique(Cell, credit: Double?, source: CreditSource?)
    /// One block is revised in the light of these critiques.
    case propose(Block, [Critique])
    /// A proposal is held against problems that nobody tuned on.
    case validate(proposal: String, Block)
}

/// A job to start: everything that it depends on.
public struct ReviewOrder: Sendable, Equatable {
    /// The job.
    public var job: JobID
    /// The opened run, whose team it is about; `nil` when none of that team is open.
    public var trace: Trace?
    /// The team's name.
    public var team: String
    /// What to do.
    public var task: ReviewTask

    /// Makes an order.
    public init(job: JobID, trace: Trace?, team: String, task: ReviewTask) {
        self.job = job
        self.trace = trace
        self.team = team
        self.task = task
    }
}

/// What such a job says while it works, and at its end.
public enum ReviewReport: Sendable {
    /// A validation goes on; the report holds everything so far, and its ending means nothing yet.
    case progressed(ValidationReport)
    /// It has ended, and found this, if anything.
    case ended(ReviewFinding?, JobEnding)
}

/// What such a job has found.
public enum ReviewFinding: Sendable {
    /// What the critic said, of the cell that it was asked about, and its name in the store when it has one.
    case critique(Critique, id: String?)
    /// Proposals that wait in the queue now, by identifier.
    case proposed([String])
    /// A validation at its end.
    case validated(ValidationReport)
}
