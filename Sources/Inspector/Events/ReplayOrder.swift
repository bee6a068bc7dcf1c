public import CreditEngine

/// Counts jobs from 1 in the order in which they were started.
public typealias JobID = Int

/// What the person chose to put in a cell's place.
///
/// Not the engine's `Replacement`: that one holds the words of another run, which have to be read first.
public enum SwapChoice: Sendable, Hashable {
    /// The agent speaks again under its unchanged prompt.
    case resample
    /// The article's no-op.
    case noOp
    /// For an aggregator: the most common answer of its inputs.
    case majority
    /// For an aggregator: its inputs one after the other.
    case concatenation
    /// Words that the person wrote.
    case text(String)
    /// The message as the person says it should have been.
    case reference(String)
    /// The same agent under a role prompt that the person wrote, here only.
    case prompt(String)
    /// Another model under the same prompt, here only.
    case model(String)
    /// The words of the same cell in another run of the catalogue, and the file that run is in.
    case trace(run: RunIndex, id: String, file: String)

    /// Its name in lists and for `ascribe swap --with`.
    var name: String {
        switch self {
        case .resample: "resample"
        case .noOp: "no-op"
        case .majority: "majority"
        case .concatenation: "concatenation"
        case .text: "text"
        case .reference: "reference"
        case .prompt: "prompt"
        case .model: "model"
        case .trace: "trace"
        }
    }

    /// Whether its words are fixed, so that nobody has to say them.
    var isFixed: Bool {
        switch self {
        case .resample, .prompt, .model: false
        default: true
        }
    }

    /// Its name, and whose it is.
    var title: String {
        switch self {
        case .model(let name): "\(self.name) \(name)"
        case .trace(_, let id, _): "\(self.name) \(id)"
        default: name
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
