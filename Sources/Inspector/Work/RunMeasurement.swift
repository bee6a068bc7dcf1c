import CreditEngine

/// Everything that replays have shown of one run.
struct RunMeasurement: Sendable {
    /// A swap of one cell, by one or more jobs.
    struct Swapped: Sendable {
        let cell: Cell
        let choice: SwapChoice
        /// By job, in order: the pairs asked for, those with an outcome, and the number of those without.
        fileprivate(set) var parts: [(job: JobID, asked: Int, pairs: PairedOutcomes, undefined: Int)] = []

        var pairs: PairedOutcomes { PairedOutcomes(parts.flatMap(\.pairs.pairs)) }
        var undefined: Int { parts.reduce(0) { $0 + $1.undefined } }
        /// The pairs asked for, whatever came of them; the next seed stands behind them.
        var asked: Int { parts.reduce(0) { $0 + $1.asked } }
        var verdict: Verdict { VerdictRule().verdict(on: pairs) }
    }

    /// A measurement of the whole run.
    struct Whole: Sendable {
        let job: JobID
        let budget: Int
        fileprivate(set) var phase: MeasureProgress.Phase?
        fileprivate(set) var leading: [Int] = []
        fileprivate(set) var pairs: [Int: PairedOutcomes] = [:]
        fileprivate(set) var joint: PairedOutcomes?
        fileprivate(set) var curve: ValueCurve?
        fileprivate(set) var counts = ReplayCounts(cells: 0)
        fileprivate(set) var report: MeasureReport?
        /// Whether it ended before there was a report.
        fileprivate(set) var isCutShort = false

        /// The verdict on a position: the report's, or what the pairs say so far.
        func verdict(_ position: Int) -> Verdict? {
            report?.verdicts[position]
                ?? pairs[position].map { VerdictRule(naming: leading.count).verdict(on: $0) }
        }

        /// The verdict on all leading messages together.
        var jointVerdict: Verdict? {
            report?.jointVerdict ?? joint.map { VerdictRule(naming: leading.count).verdict(on: $0) }
        }
    }

    /// The run; while another one is open, without what its agents read, which is most of it.
    private(set) var trace: Trace
    private var isWhole = true
    let order: CellOrder
    var terms: ReplayTerms
    /// Counts changes, so that what is laid out from this knows when it is old.
    private(set) var revision = 0
    private(set) var swaps: [Swapped] = []
    private(set) var whole: Whole?
    /// What all of it shows together.
    private(set) var measured = MeasuredEffects()
    /// The estimate's cells, the one to look at first in front; only once something is measured.
    private(set) var estimated: [(cell: Cell, heat: Double)] = []
    /// Whether nothing was replayed, nor is to be.
    var isEmpty: Bool { swaps.isEmpty && whole == nil }
    /// The measured effects, by cell.
    var effects: [Cell: MeasuredEffects.Effect] { measured.effects }

    private var credit: EstimatedCredit?

    /// Makes a measurement in which nothing is measured yet.
    ///
    /// - Parameter credit: the run's estimate; `nil` when it is not known, and is made once something is measured.
    init(trace: Trace, terms: ReplayTerms, credit: EstimatedCredit? = nil) {
        self.trace = trace
        self.terms = terms
        self.credit = credit
        order = CellOrder(trace)
    }

    /// Another run is opened: lets go of what the agents of this one read.
    mutating func rest() {
        guard isWhole else { return }
        trace = Self.spoken(trace)
        isWhole = false
    }

    /// The run is opened again: takes all of it back; `false` when it says other words now, so that nothing is known of it.
    mutating func resume(_ opened: Trace) -> Bool {
        guard trace == (isWhole ? opened : Self.spoken(opened)) else { return false }
        (trace, isWhole) = (opened, true)
        return true
    }

    /// A run without what its agents read.
    private static func spoken(_ trace: Trace) -> Trace {
        var trace = trace
        for place in trace.messages.indices { trace.messages[place].input = nil }
        return trace
    }

    /// The same with the seconds that calls were measured to take.
    func measured(_ latencies: [String: Double]) -> RunMeasurement {
        var measurement = self
        measurement.terms = terms.measured(latencies)
        return measurement
    }

    /// The name of a cell's agent.
    func agent(_ cell: Cell) -> String { trace.agents[safe: cell.agent]?.name ?? "?" }

    /// The swap of a cell by a choice.
    func swapped(_ cell: Cell, _ choice: SwapChoice) -> Swapped? {
        swaps.first { $0.cell == cell && $0.choice == choice }
    }

    /// Whether something is known of a task's work already.
    func has(_ task: ReplayTask) -> Bool {
        switch task {
        case .swap(let cell, let choice, _, _): swapped(cell, choice) != nil
        case .measure: whole != nil
        }
    }

    /// Makes room for what a job will find.
    mutating func begin(_ job: Job) {
        switch job.replays {
        case .swap(let cell, let choice, let pairs, _)?:
            let place =
                swaps.firstIndex { $0.cell == cell && $0.choice == choice }
                ?? {
                    swaps.append(Swapped(cell: cell, choice: choice))
                    return swaps.count - 1
                }()
            swaps[place].parts.append((job.id, pairs, PairedOutcomes(), 0))
        case .measure(let budget)?: whole = Whole(job: job.id, budget: budget)
        case nil: break
        }
        recompute()
    }

    /// Takes in what a job has found.
    mutating func add(_ findings: JobFindings, of job: Job) {
        switch findings {
        case .swapped(let pairs, let undefined, _):
            change(job) {
                $0.pairs = pairs; $0.undefined = undefined
            }
        case .measuring(let progress):
            guard whole?.job == job.id else { return }
            whole?.phase = progress.phase
            whole?.leading = progress.leading
            whole?.pairs = progress.pairs
            whole?.joint = progress.joint
            whole?.curve = progress.curve
            whole?.counts = progress.counts
        case .measured(let report):
            guard whole?.job == job.id else { return }
            whole?.report = report
            whole?.leading = report.named
            whole?.pairs = report.pairs
            whole?.joint = report.joint
            whole?.curve = report.curve
            whole?.counts = report.counts
        }
        recompute()
    }

    /// A job has ended: what it did not get to was not asked for.
    mutating func end(_ job: Job) {
        change(job) { $0.asked = $0.pairs.count + $0.undefined }
        swaps.removeAll { $0.asked == 0 }
        if let whole, whole.job == job.id {
            self.whole?.isCutShort = whole.report == nil
            if whole.curve == nil { self.whole = nil }
        }
        recompute()
    }

    private mutating func change(
        _ job: Job, _ body: (inout (job: JobID, asked: Int, pairs: PairedOutcomes, undefined: Int)) -> Void
    ) {
        for place in swaps.indices {
            for part in swaps[place].parts.indices where swaps[place].parts[part].job == job.id {
                body(&swaps[place].parts[part])
            }
        }
    }

    private mutating func recompute() {
        revision += 1
        var samples: [Int: [PairedOutcomes]] = [:]
        for position in order.cells.indices {
            let cell = order.cells[position]
            samples[position] = [whole?.pairs[position], swapped(cell, .resample)?.pairs].compactMap { $0 }
        }
        measured = MeasuredEffects(order, samples: samples, curve: whole?.curve)
        guard estimated.isEmpty, !effects.isEmpty else { return }
        estimated = (credit ?? estimateCredit(of: trace)).hottest
        if !estimated.isEmpty { credit = nil }
    }
}
