public import CreditEngine

/// Counts jobs from 1 in the order in which they were started.
public typealias JobID = Int

/// What a person may put in a cell's place.
public enum SwapChoice: Sendable, Hashable {
    /// A replacement that is whole.
    case known(Replacement)
    /// The words of the same cell in another run of the catalogue, still to be read, and the file that run is in.
    case trace(run: RunIndex, id: String, file: String)

    /// The agent speaks again under its unchanged prompt.
    public static let resample = SwapChoice.known(.resample)
    /// The article's no-op.
    public static let noOp = SwapChoice.known(.noOp)

    /// Its name in lists and for `ascribe swap --with`.
    var name: String {
        switch self {
        case .known(let replacement): replacement.kind?.rawValue ?? replacement.label
        case .trace: Replacement.Kind.trace.rawValue
        }
    }

    /// Whether its words are fixed, so that nobody has to say them.
    var isFixed: Bool { if case .known(let replacement) = self { replacement.isFixed } else { true } }

    /// Its name, and whose it is.
    var title: String {
        switch self {
        case .known(let replacement): replacement.label
        case .trace(_, let id, _): "\(name) \(id)"
        }
    }
}

/// What a job is to do.
public enum ReplayTask: Sendable, Hashable {
    /// Pairs of replays that keep a cell and put something in its place; `after` pairs were made before.
    case swap(Cell, SwapChoice, pairs: Int, after: Int)
    /// Look for the message that cost a failed run its outcome.
    case measure(budget: Int)

    /// The number N that progress counts to: pairs, or replays.
    var total: Int {
        switch self {
        case .swap(_, _, let pairs, _): pairs
        case .measure(let budget): budget
        }
    }
}

/// A job to start: everything that the replays depend on.
public struct ReplayOrder: Sendable, Equatable {
    /// The job.
    public var job: JobID
    /// The recorded run.
    public var trace: Trace
    /// What to do.
    public var task: ReplayTask

    /// Makes an order.
    public init(job: JobID, trace: Trace, task: ReplayTask) {
        self.job = job
        self.trace = trace
        self.task = task
    }
}
