import CreditEngine
import CreditStore
import Inspector
import TraceFiles
import UseCases

/// Carries out the inspector's replays in the background, a few pairs at a time, and posts how they go.
///
/// The same seeds and the same engine as `ascribe swap` and `ascribe measure`, so the figures are the same.
final class ReplayJobs: Sendable {
    /// Pairs between two reports.
    private static let wave = 4

    private let access: Access
    private let teams: TeamSource
    private let post: @Sendable (Event) -> Void
    /// Reads another run of the catalogue.
    private let read: @Sendable (RunIndex) throws -> Trace
    private let jobs: RunningJobs

    init(
        activity: Activity, access: Access, teams: TeamSource,
        read: @escaping @Sendable (RunIndex) throws -> Trace,
        post: @escaping @Sendable (Event) -> Void
    ) {
        jobs = RunningJobs(activity)
        self.access = access
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
        } catch ReplayError.noTeam, ReplayError.noModel, ReplayError.noProtocol {
            return .withoutTeam("no team is known for this run; start again with --team TEAM.yaml")
        } catch {
            return .impossible("\(error)")
        }
    }

    /// Drafts the team of a run, and replays with it from then on.
    func draft(_ run: RunIndex, _ catalogue: TraceFiles.Catalogue, _ folder: String) -> DraftedTeam {
        do {
            let draft = try TeamDraft.write(near: run, of: catalogue, to: folder, try access.permit(or: .writing))
            teams.drafted.take(folder)
            return .written(
                folder: folder, agents: draft.agents, missing: draft.missing, lacksPrompts: draft.lacksPrompts)
        } catch {
            return .failed("\(error)")
        }
    }

    /// What earlier sessions finished of a run's replays; empty without a store.
    func stored(of trace: Trace, find: @escaping (String) -> (run: RunIndex, file: String)?) async -> [StoredJob] {
        do {
            let runtime = try teams.runtime(for: trace)
            guard let store = try Store.existing(in: teams.session.folder) else { return [] }
            defer { try? store.close() }
            if let note = try await KeptReplays(trace, by: runtime, in: store).leftOut() {
                post(.noticed(Notice(.warning, note)))
            }
            let holder = try await store.leaseHolder()
            return try await StoredReplays(
                runtime: runtime, trace: trace, seed: teams.seed, store: store,
                holder: holder.flatMap { $0.isThisProcess ? nil : "process \($0.pid) on \($0.host)" }, find: find
            ).jobs()
        } catch {
            // That it cannot be replayed is said where it is asked for.
            return []
        }
    }

    /// Carries an effect out; `false` when it does not concern replays.
    func carryOut(_ effect: Effect) -> Bool {
        switch effect {
        case .startJob(let order): start(order)
        case .keepWords(let words, let path): keep(words, path)
        case .stopJob(let job): jobs[job]?.stop()
        case .pauseJob(let job, let pauses): jobs[job]?.pause(pauses)
        default: return false
        }
        return true
    }

    /// Keeps words that were written by hand, for the command line that does the same.
    private func keep(_ words: String, _ path: String) {
        do {
            try WordFile.keep(words, at: path, try access.permit(or: .writing))
        } catch {
            post(.noticed(Notice(.warning, "the words are in no file for the command line: \(error)")))
        }
    }

    /// Ends all jobs.
    func stop() { jobs.stop() }

    private func start(_ order: ReplayOrder) {
        jobs.start(order.job) { [self] gate in
            await teams.session.work { await run(order, gate) }
        } ended: { [post] report in
            post(.job(order.job, report))
        }
    }

    private func run(_ order: ReplayOrder, _ gate: JobGate) async -> JobReport {
        do {
            let permit = try access.permit(or: .modelCalls)
            let runtime = try teams.runtime(for: order.trace)
            let watch = ReplayWatch(runtime.budget, width: teams.jobs)
            return try await JobMeter.posting({ watch.meter }, of: order.job, to: post) {
                switch order.task {
                case .swap(let cell, let choice, let pairs, let after):
                    let swap = SwapOrder(
                        cell: cell, replacement: try replacement(choice, cell, order.trace), pairs: pairs,
                        after: after, firstSeed: teams.seed ?? ReplaySeeds.swap, width: teams.jobs,
                        wave: Self.wave)
                    let findings = try await runtime.swap(
                        swap, in: order.trace, permit,
                        observer: observer(order.job, watch, gate) {
                            .swapped($0.pairs, undefined: $0.undefined, counts: $0.counts)
                        })
                    if findings.pairs.count == 0, let failure = watch.failure { return .ended(nil, .failed(failure)) }
                    return .ended(nil, .finished)
                case .measure(let budget):
                    let settings = MeasureSettings(
                        budget: budget, width: teams.jobs, firstSeed: teams.seed ?? ReplaySeeds.measurement)
                    let report = try await runtime.measure(
                        order.trace, settings, permit,
                        observer: observer(order.job, watch, gate) { .measuring($0) })
                    if report.counts.resumed == 0, let failure = watch.failure {
                        return .ended(nil, .failed(failure))
                    }
                    return .ended(.measured(report), .finished)
                }
            }
        } catch is CancellationError {
            return .ended(nil, .stopped)
        } catch {
            return .ended(nil, .failed("\(error)"))
        }
    }

    /// Posts how a job goes, and holds it while it is paused.
    private func observer<Progress: Sendable>(
        _ job: JobID, _ watch: ReplayWatch, _ gate: JobGate,
        _ findings: @escaping @Sendable (Progress) -> JobFindings
    ) -> ReplayObserver<Progress> {
        ReplayObserver(
            begin: { _ in watch.begin() }, replayed: { watch.see($0) },
            progressed: { [post] in post(.job(job, .progressed(findings($0)))) },
            hold: { watch.pass(await gate.pass()) })
    }

    private func replacement(_ choice: SwapChoice, _ cell: Cell, _ trace: Trace) throws -> Replacement {
        switch choice {
        case .known(let replacement): return replacement
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
