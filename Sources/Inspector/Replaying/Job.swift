import CreditEngine

/// One job: replays, a critique, a proposal or a validation in the background.
struct Job: Sendable {
    /// What it does.
    enum Work: Sendable, Hashable {
        case replay(ReplayTask)
        case review(ReviewTask, pairs: Int)
    }

    /// Whether it works.
    enum State: Sendable, Equatable {
        case running, paused
        case ended(JobEnding)

        var name: String {
            switch self {
            case .running: "running"
            case .paused: "paused"
            case .ended(.finished): "done"
            case .ended(.stopped): "stopped"
            case .ended(.failed): "failed"
            }
        }
    }

    let id: JobID
    /// The run, by file and name; of a validation that needs none, nothing and the team's name.
    let run: RunKey
    /// The cell's agent, or nothing.
    let agent: String
    let work: Work
    let terms: ReplayTerms
    var state = State.running
    /// Pairs, replays or answers so far.
    var done = 0
    /// Model calls so far.
    var calls = 0
    var counts = ReplayCounts(cells: 0)
    /// The seconds of the program's clock when it was started.
    let started: Double

    var isOpen: Bool { state == .running || state == .paused }

    /// What it does: `swap 7/coder no-op`.
    var title: String {
        switch work {
        case .replay(.swap(let cell, let choice, _, _)): "swap \(cell.turn)/\(agent) \(choice.title)"
        case .replay(.measure): "measure"
        case .review(.critique(let cell, _, _), _): "critique \(cell.turn)/\(agent)"
        case .review(.propose(let block, _), _): "revise \(block.name)"
        case .review(.validate(let proposal, let block), _): "validate \(block.name) \(proposal)"
        }
    }

    /// The number that progress counts to: pairs, replays or answers.
    var total: Int {
        switch work {
        case .replay(let task): task.total
        case .review(.validate, let pairs): pairs
        case .review: 1
        }
    }

    /// The replays it makes; `nil` when it makes none.
    var replays: ReplayTask? {
        if case .replay(let task) = work { task } else { nil }
    }

    /// The seconds that are left at the pace so far; `nil` when nobody can say.
    func left(at seconds: Double) -> Double? {
        guard state == .running, done > 0, seconds > started else { return nil }
        return (seconds - started) / Double(done) * Double(max(0, total - done))
    }

    /// What was spent, in words.
    var spent: String {
        let words = terms.price(calls: calls)
        return terms.isSimulated ? words + ", simulated" : words
    }

    mutating func take(_ findings: JobFindings) {
        counts = findings.counts
        calls = counts.spoken
        if case .swapped(let pairs, let undefined, _) = findings {
            done = pairs.count + undefined
        } else {
            done = counts.made
        }
    }
}

/// Names a run across openings.
public struct RunKey: Sendable, Hashable {
    /// The path of its file, as it was opened.
    public var file: String
    /// Its identifier within the file.
    public var id: String

    /// Makes a run's name.
    public init(file: String, id: String) {
        self.file = file
        self.id = id
    }
}

/// All jobs since the program started, in order.
struct Jobs: Sendable {
    private(set) var all: [Job] = []

    var open: [Job] { all.filter(\.isOpen) }

    subscript(id: JobID) -> Job? {
        get { all[safe: id - 1] }
        set { if let newValue, all.indices.contains(id - 1) { all[id - 1] = newValue } }
    }

    /// Adds a job; returns its number.
    mutating func start(_ make: (JobID) -> Job) -> Job {
        let job = make(all.count + 1)
        all.append(job)
        return job
    }
}
