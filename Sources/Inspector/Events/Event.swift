public import CreditEngine

/// Identifies a run in one indexing generation: its position in the catalogue, from 0, stable while the catalogue grows.
public typealias RunIndex = Int

/// What can happen to the program.
///
/// Everything that the program learns comes in as one of these.
public enum Event: Sendable {
    /// A key was pressed.
    case key(Key)
    /// A key that came together with the one before, as a typed burst does over a slow line: it is meant for the screen
    /// that the keys before it bring up.
    case keyAhead(Key)
    /// A click at a column and row of the frame, from 0.
    case click(column: Int, row: Int)
    /// The wheel moved by so many steps; positive is down.
    case wheel(column: Int, row: Int, steps: Int)
    /// The terminal has a new size.
    case resize(columns: Int, rows: Int)
    /// More of the files was indexed.
    case indexed(IndexProgress)
    /// A file was replaced or truncated: everything known of the runs is void and indexing starts anew.
    case restarted(reason: String)
    /// Runs were scored.
    case scored([(run: RunIndex, result: RunScore)])
    /// A run that was asked for is here, or cannot be read (one sentence says why).
    case opened(run: RunIndex, generation: Int, result: OpenedRun)
    /// Two runs that were to be compared are here, or cannot be read.
    case compared(generation: Int, result: ComparedRuns)
    /// The notes on a run that was opened, or why there can be none.
    case notes(RunKey, NotesAnswer)
    /// The state of a search inside message text.
    case found(FindProgress)
    /// One line for the log and, when it matters to the person, for the status line.
    case noticed(Notice)
    /// Blame over all failed runs, complete or so far.
    case blamed(BlameTable)
    /// The text of a bad line that was asked for; bytes that are not UTF-8 are already visible in it.
    case lineShown(BadLine, text: String)
    /// How a job goes.
    case job(JobID, JobReport)
    /// What a job has really asked so far.
    case metered(JobID, JobMeter)
    /// What the store has of a run that was opened, by its file and name.
    case remembered(StoredWork, file: String, id: String)
    /// What the store has about the runs of the list.
    case marked(MarkedRuns)
    /// The cell to look at first in a measured run of the list; `nil` when none stands out.
    case measured(run: RunIndex, HotCell?)
    /// The answer to `Effect.draftTeam`.
    case drafted(DraftedTeam)
    /// The answer to `Effect.edit`.
    case edited(EditedText, EditSubject)
    /// How a critique, a proposal or a validation goes.
    case review(JobID, ReviewReport)
    /// The queue of proposals as it is now.
    case queue(QueueAnswer)
    /// The answer to `Effect.decide`: what was done, or one sentence on why it was not.
    case decided(ReviewDecision, failure: String?)
    /// The answer to `Effect.openRollout`.
    case rollout(proposal: String, problem: String, result: OpenedRun)
    /// The answer to `Effect.planExport`.
    case exportPlanned(ExportPlan)
    /// The answer to `Effect.label`.
    case labelled(LabelAction, LabelAnswer)
    /// The answer to `Effect.step`.
    case step
    /// The seconds since the program started; sent along with other events, never the reason for work.
    case clock(Double)
}

/// What indexing found since the last event.
public struct IndexProgress: Sendable {
    /// What the PATHs are called on screen.
    public var title: String
    /// The files' names by position, for `RunEntry.file` and `BadLine.file`; empty leaves what was said before.
    public var files: [String]
    /// Runs to append, in catalogue order.
    public var runs: [RunEntry]
    /// Runs known before that changed (a growing or interleaved file), by position.
    public var changed: [(run: RunIndex, entry: RunEntry)]
    /// Lines that cannot be read, to append.
    public var badLines: [BadLine]
    /// Bad lines reported before that are readable now, because their file has grown.
    public var withdrawn: [BadLine] = []
    /// Counts over everything so far.
    public var counts: LineCounts
    /// Files that could not be read at all, so far.
    public var unreadable = 0
    /// Bytes indexed so far, and in all (`nil` for a pipe).
    public var bytes: Int, totalBytes: Int?
    /// Seconds indexing took so far.
    public var seconds: Double
    /// Whether everything there is now was read.
    public var finished: Bool

    /// Makes a progress report.
    public init(
        title: String, files: [String] = [], runs: [RunEntry] = [], changed: [(run: RunIndex, entry: RunEntry)] = [],
        badLines: [BadLine] = [], counts: LineCounts = LineCounts(), bytes: Int = 0, totalBytes: Int? = nil,
        seconds: Double = 0, finished: Bool = false
    ) {
        self.title = title
        self.files = files
        self.runs = runs
        self.changed = changed
        self.badLines = badLines
        self.counts = counts
        self.bytes = bytes
        self.totalBytes = totalBytes
        self.seconds = seconds
        self.finished = finished
    }
}

/// What a row of the runs screen shows of a run after scoring.
public struct RunScore: Sendable {
    /// The number of turns.
    public var turns: Int
    /// The hottest cell: turn, agent name, heat in [0,1]; `nil` when none stands out.
    public var hot: (turn: Int, agent: String, heat: Double)?
    /// Temporal credit a turn; `nil` where unscored.
    public var temporal: [Double?]
    /// The cost in US dollars; `nil` when not recorded.
    public var cost: Double?
    /// Why the run could not be scored at all; `nil` when it was.
    public var unscored: String?
    /// What was asked, as far as the run says; only its beginning is kept.
    public var task: String?
    /// The names of its agents, and of the models that they speak with, each once.
    public var agents: [String], models: [String]
    /// The agent with the largest part of the blame for a failure; `nil` for none.
    public var blamed: String?

    /// Makes a run's score.
    public init(
        turns: Int, hot: (turn: Int, agent: String, heat: Double)?, temporal: [Double?], cost: Double?,
        unscored: String? = nil, task: String? = nil, agents: [String] = [], models: [String] = [],
        blamed: String? = nil
    ) {
        self.task = task
        self.agents = agents
        self.models = models
        self.blamed = blamed
        self.turns = turns
        self.hot = hot
        self.temporal = temporal
        self.cost = cost
        self.unscored = unscored
    }
}

/// A run opened for reading.
public enum OpenedRun: Sendable {
    /// The run with its estimated credit, the path of the file it is in, whether its team can speak again, and whether
    /// its messages can be criticised.
    case read(
        Trace, EstimatedCredit, file: String, replay: Replayability = .impossible("this run cannot be replayed here"),
        review: Reviewability = .impossible("there is no critic for this run here"))
    /// The beginning of a long run, without scores; the whole of it follows.
    case beginning(Trace, file: String)
    /// It cannot be read; one sentence says why and what to do.
    case failed(String)
}

/// Two runs that were compared.
public enum ComparedRuns: Sendable {
    /// Both could be read.
    case read(RunComparison)
    /// One of them cannot be read; one sentence says why and what to do.
    case failed(String)
}

/// A team that was drafted from recordings.
public enum DraftedTeam: Sendable, Equatable {
    /// It was written: the folder, its agents, what the recordings do not tell, and whether prompts are among that.
    case written(folder: String, agents: [String], missing: [String], lacksPrompts: Bool)
    /// It was not; one sentence says why and what to do.
    case failed(String)
}

/// The notes on the messages of a run.
public enum NotesAnswer: Sendable, Equatable {
    /// All of them.
    case read([Note])
    /// There can be none; one sentence says why and what to do.
    case failed(String)
}

/// The queue of proposals.
public enum QueueAnswer: Sendable, Equatable {
    /// Every proposal, the earliest first.
    case read([ReviewItem])
    /// It cannot be read; one sentence says why and what to do.
    case failed(String)
}

/// How a search inside message text goes on.
public struct FindProgress: Sendable {
    /// The words that are searched for.
    public var words: [String]
    /// Runs with hits since the last event, with the number of messages that contain each of the words.
    public var hits: [(run: RunIndex, messages: [Int])]
    /// Runs searched so far, and in all.
    public var searched: Int, total: Int
    /// Whether the search is over.
    public var finished: Bool

    /// Makes a report.
    public init(words: [String], hits: [(run: RunIndex, messages: [Int])], searched: Int, total: Int, finished: Bool) {
        self.words = words
        self.hits = hits
        self.searched = searched
        self.total = total
        self.finished = finished
    }
}

/// A line for the log.
public struct Notice: Sendable, Equatable {
    /// How much it matters.
    public enum Weight: String, Sendable { case info, warning, error }
    /// How much it matters.
    public var weight: Weight
    /// One sentence.
    public var text: String

    /// Makes a notice.
    public init(_ weight: Weight, _ text: String) {
        self.weight = weight
        self.text = text
    }
}
