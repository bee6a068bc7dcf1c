import CreditEngine

/// A run with an outcome, as far as detectors and alarms ask for it.
struct EndedRun: Sendable, Equatable {
    /// An agent with its share of the blame for the failure, in (0,1].
    struct Blame: Sendable, Equatable {
        var agent: String
        var share: Double
    }

    /// What was asked, as far as the run says.
    struct Task: Sendable, Hashable, Codable {
        var problem: String?, input: String?, reference: String?
    }

    /// The run's identifier.
    var id: String
    /// Whether it succeeded.
    var success: Bool
    /// The agent and kind of its failure; `nil` when it did not fail.
    var failure: ModeDetector.Cell?
    /// Agents that are blamed, in order of first appearance.
    var blame: [Blame]
    /// What was asked.
    var task: Task

    /// `nil` for a run without an outcome.
    init?(_ facts: RunFacts) {
        guard let success = facts.success else { return nil }
        (id, self.success, failure) = (facts.id, success, facts.failure)
        blame = facts.parts.compactMap { part in
            part.blame.flatMap { $0 > 0 ? Blame(agent: part.agent, share: $0) : nil }
        }
        task = Task(problem: facts.problem, input: facts.input, reference: facts.reference)
    }

    init(id: String, success: Bool, failure: ModeDetector.Cell?, blame: [Blame], task: Task) {
        (self.id, self.success, self.failure, self.blame, self.task) = (id, success, failure, blame, task)
    }
}

/// Runs as columns: what recurs is written once, so that 20,000 runs are read in one array a column.
struct EndedRunColumns: Codable {
    private var ids: [String] = []
    private var succeeded: [Bool] = []
    /// Numbers of kinds of failure; −1 for none.
    private var failures: [Int] = []
    private var cells = Distinct<ModeDetector.Cell>()
    /// How many agents are blamed in each run; who they are, and their shares, one run behind the other.
    private var blamed: [Int] = [], blamedAgents: [Int] = [], shares: [Double] = []
    private var agents = Distinct<String>()
    private var tasks: [Int] = []
    private var asked = Distinct<EndedRun.Task>()

    init(_ runs: some Collection<EndedRun>) {
        for run in runs {
            ids.append(run.id)
            succeeded.append(run.success)
            failures.append(run.failure.map { cells.number(of: $0) } ?? -1)
            blamed.append(run.blame.count)
            blamedAgents += run.blame.map { agents.number(of: $0.agent) }
            shares += run.blame.map(\.share)
            tasks.append(asked.number(of: run.task))
        }
    }

    /// The runs, in order; throws `DecodingError` when the columns do not fit together.
    var runs: [EndedRun] {
        get throws {
            guard let runs = fitting else {
                throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "columns of other lengths"))
            }
            return runs
        }
    }

    private var fitting: [EndedRun]? {
        let count = ids.count
        guard [succeeded.count, failures.count, blamed.count, tasks.count].allSatisfy({ $0 == count }),
            blamed.allSatisfy({ $0 >= 0 && $0 <= shares.count }), blamedAgents.count == shares.count,
            blamed.reduce(0, +) == shares.count
        else { return nil }
        var runs: [EndedRun] = []
        runs.reserveCapacity(count)
        var next = 0
        for index in 0..<count {
            guard let task = asked[tasks[index]] else { return nil }
            var blame: [EndedRun.Blame] = []
            for place in next..<next + blamed[index] {
                guard let agent = agents[blamedAgents[place]] else { return nil }
                blame.append(EndedRun.Blame(agent: agent, share: shares[place]))
            }
            next += blamed[index]
            let failure = cells[failures[index]]
            guard failures[index] == -1 || failure != nil else { return nil }
            runs.append(
                EndedRun(id: ids[index], success: succeeded[index], failure: failure, blame: blame, task: task))
        }
        return runs
    }
}
