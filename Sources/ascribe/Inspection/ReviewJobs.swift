import CreditEngine
import CreditStore
import Foundation
import Inspector
import PlantedFaults
import Synchronization
import UseCases

/// Carries out the inspector's critiques, proposals, validations and decisions in the background, and posts what comes
/// of them.
///
/// The same engine and the same store as `ascribe critique`, `revise`, `validate`, `review` and `export`.
final class ReviewJobs: Sendable {
    private let activity: Activity
    private let access: Access
    private let teams: TeamSource
    private let estimate: @Sendable (Trace) -> EstimatedCredit
    private let post: @Sendable (Event) -> Void
    private let jobs: RunningJobs
    /// The reviews of the teams that were used lately, by name; a simulated one holds a third of a megabyte of problems.
    private let teamReviews = Mutex(RecentlyUsed<TeamReviews>(limit: 4))
    /// The export that a person was last shown.
    private let planned = Mutex<ApprovedExport?>(nil)
    /// How often critics were asked about a cell in this session.
    private let asked = Mutex<[String: UInt64]>([:])

    init(
        activity: Activity, access: Access, teams: TeamSource,
        estimate: @escaping @Sendable (Trace) -> EstimatedCredit, post: @escaping @Sendable (Event) -> Void
    ) {
        self.activity = activity
        jobs = RunningJobs(activity)
        self.access = access
        self.teams = teams
        self.estimate = estimate
        self.post = post
    }

    /// Whether the messages of a run can be criticised, and at what price.
    func terms(of trace: Trace) -> Reviewability {
        do {
            let reviews = try reviews(of: trace)
            return .reviewable(try reviews.terms)
        } catch {
            return .impossible("\(error)")
        }
    }

    /// Reads the queue, for the line that says what waits.
    func start() {
        load()
    }

    /// What the store has of critics' words on a run; empty without a store.
    func stored(of trace: Trace) async -> [StoredCritique] {
        do {
            guard let store = try Store.existing(in: teams.session.folder) else { return [] }
            defer { try? store.close() }
            let name = trace.team?.name ?? ""
            return try await store.critiques().compactMap { record in
                guard record.team.name ?? "" == name, let cell = record.critique.cell(in: trace) else { return nil }
                return StoredCritique(id: record.id, cell: cell, critique: record.critique)
            }
        } catch {
            post(.noticed(Notice(.warning, "\(error)")))
            return []
        }
    }

    /// Carries an effect out; `false` when it does not concern reviews.
    func carryOut(_ effect: Effect) -> Bool {
        switch effect {
        case .startReview(let order): start(order)
        case .stopJob(let job):
            guard let gate = jobs[job] else { return false }
            gate.stop()
        case .pauseJob(let job, let pauses):
            guard let gate = jobs[job] else { return false }
            gate.pause(pauses)
        case .loadQueue: load()
        case .decide(let decision): decide(decision)
        case .revise(let proposal, let text): revise(proposal, text)
        case .openRollout(let proposal, let problem, let replay): open(proposal, problem, replay)
        case .planExport(let team, let folder): plan(team, folder)
        case .export: export()
        default: return false
        }
        return true
    }

    /// Ends all jobs.
    func stop() { jobs.stop() }

    // MARK: jobs

    private func start(_ order: ReviewOrder) {
        jobs.start(order.job) { [self] gate in
            await teams.session.work { await run(order, gate) }
        } ended: { [self] report in
            post(.review(order.job, report))
            if case .ended(_, .finished) = report, let note = await note(on: order) {
                post(.noticed(Notice(.warning, note)))
            }
        }
    }

    private func run(_ order: ReviewOrder, _ gate: JobGate) async -> ReviewReport {
        do {
            let permit = try access.permit(or: .modelCalls)
            let reviews = try await reviews(for: order)
            switch order.task {
            case .critique(let cell, let credit, let source):
                guard let trace = order.trace else { throw ReviewJobError.noRun(order.team) }
                let told = credit.flatMap { credit in source.map { CritiqueSubject.Credit(credit, $0) } }
                let key = "\(trace.team?.name ?? "")/\(trace.id)/\(cell.turn)/\(cell.agent)"
                let before = asked.withLock { asked in
                    defer { asked[key, default: 0] += 1 }
                    return asked[key, default: 0]
                }
                let watch = ReplayWatch(reviews.runtime.budget, width: 1, isShared: true)
                return try await JobMeter.posting({ watch.meter }, of: order.job, to: post) {
                    let record = try await reviews.critique(trace, cell, told, asked: before, permit)
                    return .ended(.critique(record.critique, id: record.id), .finished)
                }
            case .propose(let block, let critiques):
                return .ended(.proposed(try await reviews.propose(block, from: critiques, permit)), .finished)
            case .validate(let proposal, _):
                let validation = try await reviews.validation(of: proposal, permit)
                let before = try await teams.session.opened().ledger(of: validation.id).used().calls
                let watch = ReplayWatch(validation.runtime.budget, width: teams.jobs, before: before)
                let report = try await JobMeter.posting({ watch.meter }, of: order.job, to: post) {
                    try await reviews.run(validation, watch) { [post] figures in
                        post(.review(order.job, .progressed(figures)))
                        watch.pass(await gate.pass())
                    }
                }
                return .ended(.validated(report), .finished)
            }
        } catch is CancellationError {
            return .ended(nil, .stopped)
        } catch {
            return .ended(nil, .failed("\(error)"))
        }
    }

    private func note(on order: ReviewOrder) async -> String? {
        guard let trace = order.trace, let reviews = try? await reviews(for: order) else { return nil }
        return (try? await reviews.note(on: order.task, in: trace)) ?? nil
    }

    private func reviews(for order: ReviewOrder) async throws -> TeamReviews {
        if let trace = order.trace { return try reviews(of: trace) }
        return try await reviews(of: order.team)
    }

    // MARK: queue and decisions

    private func load() {
        background { [self] in post(.queue(await StoredQueue.read(teams.session))) }
    }

    private func decide(_ decision: ReviewDecision) {
        background { [self] in
            do {
                try await StoredQueue.carryOut(decision, teams.session, access.permit(or: .writing))
                post(.decided(decision, failure: nil))
            } catch {
                post(.decided(decision, failure: "\(error)"))
            }
            post(.queue(await StoredQueue.read(teams.session)))
        }
    }

    private func revise(_ proposal: String, _ text: String) {
        background { [self] in
            do {
                let record = try await teams.session.propose(
                    words: text, after: proposal, access.permit(or: .writing))
                post(.noticed(Notice(.info, "your words wait as \(record.id); v validates them")))
            } catch {
                post(.noticed(Notice(.error, "not proposed: \(error)")))
            }
            post(.queue(await StoredQueue.read(teams.session)))
        }
    }

    private func open(_ proposal: String, _ problem: String, _ replay: UInt64) {
        background { [self] in
            let result: OpenedRun
            do {
                let item = try await teams.session.opened().reviewItem(proposal).proposal
                let reviews = try await reviews(of: item.team)
                let trace = try await reviews.run(of: item, problem, replay)
                result = .read(
                    trace, estimate(trace), file: "validation of \(proposal)",
                    replay: .impossible("this run was made by a validation; sample the approved team to replay it"),
                    review: .impossible("this run is held out: a critique of it would leak into the validation"))
            } catch {
                result = .failed("\(error)")
            }
            post(.rollout(proposal: proposal, problem: problem, result: result))
        }
    }

    // MARK: export

    private func plan(_ team: String, _ folder: String) {
        background { [self] in
            do {
                let folder = ExportPlan.expanded(folder)
                let store = try teams.session.opened()
                let export = try await ApprovedExport(of: source(of: team), to: folder, in: store)
                planned.withLock { $0 = export }
                post(.exportPlanned(ExportPlan(export, of: team, to: folder)))
            } catch {
                post(.noticed(Notice(.error, "\(error)")))
            }
        }
    }

    /// Writes what was shown.
    private func export() {
        background { [self] in
            do {
                guard let export = planned.withLock({ $0.take() }) else { return }
                try export.write(access.permit(or: .writing))
                post(.noticed(Notice(.info, export.summary)))
            } catch {
                post(.noticed(Notice(.error, "not exported: \(error)")))
            }
        }
    }

    /// The team of an export; how it is run is known from its opened runs, its name, or from --team.
    private func source(of team: String) async throws -> ExportSource {
        let kept = try await teams.session.opened().team(team)
        let suite = (teamReviews.withLock { $0[team] }?.runtime.suite ?? kept.flatMap(TeamSource.suite(of:)))?.name
        let file = teams.team.flatMap { $0.hasPrefix(TeamSource.simulated) ? nil : $0 }
        return try ExportSource(team: team, suite: suite, file: suite == nil ? file : nil)
    }

    // MARK: what it is about

    private func background(_ body: @escaping @Sendable () async -> Void) {
        activity.begin()
        Task.detached(priority: .utility) { [activity] in
            await body()
            activity.end()
        }
    }

    /// The reviews of a run's team, which are those of its name from now on.
    private func reviews(of trace: Trace) throws -> TeamReviews {
        let runtime = try teams.runtime(for: trace)
        let name = runtime.team.name ?? ""
        return teamReviews.withLock { recent in
            let known = recent[name].flatMap { $0.runtime.team == runtime.team ? $0 : nil }
            let reviews = known ?? TeamReviews(runtime, teams)
            recent.use(reviews, as: name)
            return reviews
        }
    }

    private func reviews(of team: String) async throws -> TeamReviews {
        if let reviews = teamReviews.withLock({ $0[team] }) { return reviews }
        let named = try await teams.runtime(ofTeam: team, in: teams.session.opened())
        guard let runtime = named, runtime.team.name ?? "" == team else {
            throw ReviewJobError.noRun(team)
        }
        let reviews = TeamReviews(runtime, teams)
        teamReviews.withLock { $0.use(reviews, as: team) }
        return reviews
    }
}

extension ExportPlan {
    /// An export as a person is asked about it.
    fileprivate init(_ export: ApprovedExport, of team: String, to folder: String) {
        switch export {
        case .folder(let export, _):
            let files = export.files.map { File(name: $0.name, what: $0.what) }
            self.init(folder: folder, team: team, files: files, warnings: export.warnings)
        case .program(let files):
            self.init(
                folder: folder, team: team, files: [], warnings: files.unplacedSentences,
                differences: ProgramPromptText(files).differences)
        }
    }

    /// A path with the home folder in the place of a `~` in front.
    static func expanded(_ path: String, home: String? = ProcessInfo.processInfo.environment["HOME"]) -> String {
        HomePath.expanded(path, home: home ?? NSHomeDirectory()) ?? path
    }
}
