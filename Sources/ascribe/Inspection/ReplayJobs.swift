import CreditEngine
import CreditStore
import Inspector
import Synchronization
import UseCases

/// Carries out the inspector's replays in the background, a few pairs at a time, and posts how they go.
///
/// The same seeds and the same engine as `ascribe swap` and `ascribe measure`, so the figures are the same.
final class ReplayJobs: Sendable {
    /// Pairs between two reports.
    private static let wave = 4

    private let activity: Activity
    private let isReadOnly: Bool
    private let teams: TeamSource
    private let post: @Sendable (Event) -> Void
    /// Reads another run of the catalogue.
    private let read: @Sendable (RunIndex) throws -> Trace
    private let gates = Mutex<[JobID: JobGate]>([:])

    init(
        activity: Activity, isReadOnly: Bool, teams: TeamSource,
        read: @escaping @Sendable (RunIndex) throws -> Trace,
        post: @escaping @Sendable (Event) -> Void
    ) {
        self.activity = activity
        self.isReadOnly = isReadOnly
        self.teams = teams
        self.read = read
        self.post = post
    }

    /// Whether the team of a run can speak again, and at what price.
    func terms(of trace: Trace) -> Replayability {
        do {
            let runtime = try teams.runtime(for: trace)
            let replayer = try runtime.replayer(of: trace)
            return .replayable(
                ReplayTerms(
                    model: runtime.modelNames.joined(separator: ", "),
                    others: runtime.models.keys.filter { $0 != "default" }.sorted(),
                    isSimulated: runtime.isSimulated,
                    dollarsPerCall: runtime.dollarsPerCall, secondsPerCall: runtime.secondsPerCall, width: teams.jobs,
                    notes: replayer.conditions.notes))
        } catch {
            return .impossible("\(error)")
        }
    }

    /// What earlier sessions finished of a run's replays; empty without a store.
    func stored(of trace: Trace, find: @escaping (String) -> (run: RunIndex, file: String)?) async -> [StoredJob] {
        do {
            let runtime = try teams.runtime(for: trace)
            guard !runtime.isSimulated, let store = try ReviewDesk.reading(teams.session.folder) else { return [] }
            defer { try? store.close() }
            return try await StoredReplays(runtime: runtime, trace: trace, seed: teams.seed, store: store, find: find)
                .jobs()
        } catch {
            // That it cannot be replayed is said where it is asked for.
            return []
        }
    }

    /// Carries an effect out; `false` when it does not concern replays.
    func carryOut(_ effect: Effect) -> Bool {
        switch effect {
        case .startJob(let order): start(order)
        case .stopJob(let job): gate(job)?.stop()
        case .pauseJob(let job, let pauses): gate(job)?.pause(pauses)
        default: return false
        }
        return true
    }

    /// Ends all jobs.
    func stop() {
        for gate in gates.withLock({ Array($0.values) }) { gate.stop() }
    }

    private func gate(_ job: JobID) -> JobGate? { gates.withLock { $0[job] } }

    private func start(_ order: ReplayOrder) {
        guard !isReadOnly else {
            post(.job(order.job, .ended(nil, .failed("--readonly forbids model calls"))))
            return
        }
        let gate = JobGate()
        gates.withLock { $0[order.job] = gate }
        activity.begin()
        gate.own(
            Task.detached(priority: .utility) { [self] in
                let report = await teams.session.work { await run(order, gate) }
                gates.withLock { $0[order.job] = nil }
                post(.job(order.job, report))
                activity.end()
            })
    }

    private func run(_ order: ReplayOrder, _ gate: JobGate) async -> JobReport {
        let trace = order.trace
        do {
            let runtime = try teams.runtime(for: trace)
            switch order.task {
            case .swap(let cell, let choice, let pairs, let after):
                guard let position = CellOrder(trace).position(of: cell) else {
                    throw ReplayError.noCell(turn: cell.turn, agent: Self.agent(cell, trace), in: trace)
                }
                let swap = Swap(at: position, try replacement(choice, cell, trace))
                let session = try await ReplaySession(
                    "swap", trace, runtime,
                    try ReplaySession.parts(of: swap, firstSeed: firstSwapSeed, pairs: after + pairs))
                return try await watching(session, order.job, gate) { watch in
                    try await sample(swap, pairs, after: after, session, order.job, gate, watch)
                }
            case .measure(let budget):
                let settings = MeasureSettings(
                    budget: budget, width: teams.jobs, firstSeed: teams.seed ?? ReplaySeeds.measurement)
                let session = try await ReplaySession("measure", trace, runtime, ReplaySession.parts(of: settings))
                return try await watching(session, order.job, gate) { watch in
                    let replayer = WatchedReplayer(replayer: session.replayer, watch: watch)
                    let measure = try Measure(session.trace, replayer, settings, journal: session.journal)
                    let report = try await measure.run { [post] progress in
                        post(.job(order.job, .progressed(.measuring(progress))))
                        watch.pass(await gate.pass())
                    }
                    if report.counts.resumed == 0, let failure = watch.failure {
                        return .ended(nil, .failed(failure))
                    }
                    try await session.finish()
                    return .ended(.measured(report), .finished)
                }
            }
        } catch is CancellationError {
            return .ended(nil, .stopped)
        } catch {
            return .ended(nil, .failed("\(error)"))
        }
    }

    private var firstSwapSeed: UInt64 { teams.seed ?? ReplaySeeds.swap }

    /// Runs a job and posts, several times a second while it runs and once at its end, what it has really asked.
    private func watching(
        _ session: ReplaySession, _ job: JobID, _ gate: JobGate,
        _ body: @Sendable (ReplayWatch) async throws -> JobReport
    ) async throws -> JobReport {
        let watch = ReplayWatch(session.runtime.budget, width: teams.jobs)
        return try await JobMeter.posting({ watch.meter }, of: job, to: post) { try await body(watch) }
    }

    private func sample(
        _ swap: Swap, _ count: Int, after: Int, _ session: ReplaySession, _ job: JobID, _ gate: JobGate,
        _ watch: ReplayWatch
    ) async throws -> JobReport {
        var ledger = ReplayLedger(
            WatchedReplayer(replayer: session.replayer, watch: watch), cells: session.replayer.order.count,
            width: teams.jobs, journal: session.journal)
        var pairs = PairedOutcomes()
        var undefined = 0
        var done = 0
        while done < count {
            watch.pass(await gate.pass())
            try Task.checkCancellation()
            let wave = min(Self.wave, count - done)
            let seeds = (0..<wave).map { firstSwapSeed &+ UInt64(after + done + $0) }
            undefined += try await swap.sample(seeds, into: &pairs, &ledger)
            done += wave
            post(.job(job, .progressed(.swapped(pairs, undefined: undefined, counts: ledger.counts))))
        }
        if pairs.count == 0, let failure = watch.failure { return .ended(nil, .failed(failure)) }
        try await session.finish()
        return .ended(nil, .finished)
    }

    private func replacement(_ choice: SwapChoice, _ cell: Cell, _ trace: Trace) throws -> Replacement {
        switch choice {
        case .resample: return .resample
        case .noOp: return .noOp
        case .majority: return .majority
        case .concatenation: return .concatenation
        case .text(let text): return .text(text)
        case .reference(let text): return .reference(text)
        case .prompt(let text): return .prompt(text)
        case .model(let name): return .model(name)
        case .trace(let run, let id, _):
            let other = try read(run)
            let agent = Self.agent(cell, trace)
            let words = other.messages.filter { $0.turn == cell.turn && Self.agent($0.cell, other) == agent }
            guard other.id == id, !words.isEmpty else {
                throw ReplayError.noCell(turn: cell.turn, agent: agent, in: other)
            }
            return .trace(id: id, words: words.map(\.output))
        }
    }

    private static func agent(_ cell: Cell, _ trace: Trace) -> String {
        trace.agents.indices.contains(cell.agent) ? trace.agents[cell.agent].name : "?"
    }
}

extension JobMeter {
    /// Does something, and posts the figures of a job four times a second while they change, and at its end.
    static func posting<Result: Sendable>(
        _ meter: @escaping @Sendable () -> JobMeter, of job: JobID, to post: @escaping @Sendable (Event) -> Void,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        let ticks = Task.detached(priority: .utility) {
            var last: JobMeter?
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                let now = meter()
                guard !Task.isCancelled, now.calls != last?.calls || now.replays != last?.replays else { continue }
                post(.metered(job, now))
                last = now
            }
        }
        defer {
            ticks.cancel()
            post(.metered(job, meter()))
        }
        return try await body()
    }
}
