import CreditEngine
import Foundation
import Inspector
import Synchronization
import TraceFiles
import UseCases

/// Carries out what the inspector wants done with the files, and posts what comes of it.
///
/// All work happens on its own threads; a key never waits for it. Scores are computed for the rows on the screen first,
/// and for all runs in file order once the files are indexed.
final class Inspection: Sendable {
    private let catalogue: Catalogue
    private let estimator: Mutex<TraceEstimator>
    private let title: String
    private let post: @Sendable (Event) -> Void

    private let activity = Activity()
    private let indexing: SerialWorker
    private let scoring: SerialWorker
    private let opening: SerialWorker
    private let finding: SerialWorker
    private let jobs: ReplayJobs
    private let reviews: ReviewJobs
    private let notes: StoredNotes
    private let labels: StoredLabels
    private let marks: StoredMarks
    private let following = FollowLoop()
    private let wanted = Mutex(Wanted())
    private let unknownKinds = UnknownKindNotices()

    /// What was asked for last; older requests are dropped when their turn comes.
    private struct Wanted {
        var urgent: Set<RunIndex> = []
        var open = 0
        var find = 0
        var generation = 0
        /// Runs from here on were not scored yet in file order; of those before, these changed since.
        var scored = 0
        var changed: Set<RunIndex> = []
        /// Blame over the failed runs scored in file order.
        var blame = PhaseBlame()
        var stopped = false
    }

    init(
        catalogue: Catalogue, estimator: TraceEstimator, title: String, teams: TeamSource, access: Access = .full,
        post: @escaping @Sendable (Event) -> Void
    ) throws {
        self.catalogue = catalogue
        self.estimator = Mutex(estimator)
        self.title = title
        self.post = post
        indexing = try SerialWorker(named: "index", isPatient: true, activity: activity)
        scoring = try SerialWorker(named: "score", isPatient: true, activity: activity)
        opening = try SerialWorker(named: "open", isPatient: false, activity: activity)
        finding = try SerialWorker(named: "find", isPatient: true, activity: activity)
        reviews = ReviewJobs(
            activity: activity, access: access, teams: teams, estimate: { estimator.estimate($0) }, post: post)
        notes = StoredNotes(activity: activity, access: access, session: teams.session, post: post)
        jobs = ReplayJobs(
            activity: activity, access: access, teams: teams, read: { try catalogue.makeReader().trace($0) },
            post: post)
        labels = StoredLabels(activity: activity, access: access, session: teams.session, post: post)
        marks = StoredMarks(catalogue: catalogue, session: teams.session, post: post)
    }

    /// Starts reading the files; `follows` keeps looking whether they have grown.
    func start(follows: Bool = false) {
        reviews.start()
        follow(follows)
        indexing.submit { [self] in
            index()
            loadMarks()
            while catalogue.waitForMore() { index() }
        }
    }

    /// Waits until all work that was asked for is done.
    func waitUntilIdle() { activity.waitUntilIdle() }

    /// Ends long work early.
    func stop() {
        wanted.withLock {
            $0.stopped = true
            $0.find += 1
        }
        following.stop()
        catalogue.stopWaiting()
        jobs.stop()
        reviews.stop()
    }

    /// Carries an effect out; `false` when it concerns neither the files nor replays.
    func carryOut(_ effect: Effect) -> Bool {
        if reviews.carryOut(effect) || jobs.carryOut(effect) || notes.carryOut(effect) || labels.carryOut(effect) {
            return true
        }
        switch effect {
        case .reload: indexing.submit { [self] in reload("read again") }
        case .follow(let follows): follow(follows)
        case .open(let run, let generation): open(run, generation)
        case .compare(let left, let right, let generation): compare(left, right, generation)
        case .scoreFirst(let runs):
            wanted.withLock { $0.urgent.formUnion(runs) }
            scoring.submit { [self] in scoreUrgent() }
        case .use(let metric): use(metric)
        case .find(let words): find(words)
        case .draftTeam(let run, let folder):
            opening.submit { [self] in post(.drafted(jobs.draft(run, catalogue, folder))) }
        case .showLine(let line): show(line)
        default: return false
        }
        return true
    }

    // MARK: Indexing

    private func reload(_ reason: String) {
        wanted.withLock {
            $0.generation += 1
            $0.urgent = []
            $0.scored = 0
            $0.changed = []
            $0.blame = PhaseBlame()
        }
        catalogue.restart()
        post(.restarted(reason: reason))
        index()
        loadMarks()
    }

    /// Posts what the store has about the runs of the list.
    private func loadMarks() {
        activity.begin()
        Task.detached(priority: .utility) { [self] in
            await marks.load { [self] trace in await storedJobs(of: trace) }
            activity.end()
        }
    }

    private func storedJobs(of trace: Trace) async -> [StoredJob] {
        await jobs.stored(of: trace) { [catalogue] id in
            guard let run = try? catalogue.run(called: id), let entry = catalogue.entry(run) else { return nil }
            return (run, catalogue.paths[entry.file])
        }
    }

    private func index() {
        let clock = ContinuousClock()
        let start = clock.now
        var due = start
        var pending = IndexProgress(title: title, files: catalogue.paths)
        var unreadable = 0
        do {
            try catalogue.index(waiting: false) { update in
                for failure in update.failures { post(.noticed(Notice(.error, "\(failure)"))) }
                unreadable += update.failures.count
                pending.unreadable = unreadable
                pending.runs += update.runs
                pending.changed += update.changed.map { (run: $0.run, entry: $0.entry) }
                wanted.withLock { wanted in
                    for change in update.changed where change.run < wanted.scored { wanted.changed.insert(change.run) }
                }
                if !update.withdrawn.isEmpty {
                    pending.badLines.removeAll { update.withdrawn.contains($0) }
                    pending.withdrawn += update.withdrawn
                }
                pending.badLines += update.badLines
                pending.counts = update.counts
                pending.bytes = update.bytes
                pending.totalBytes = update.totalBytes
                pending.finished = update.finished
                let now = clock.now
                guard update.finished || now >= due else { return !isStopped }
                pending.seconds = (now - start) / .seconds(1)
                post(.indexed(pending))
                pending = IndexProgress(title: title, files: catalogue.paths)
                due = now + .milliseconds(33)
                return !isStopped
            }
            for notice in unknownKinds.news(of: catalogue) { post(.noticed(notice)) }
            scoring.submit { [self] in scoreAll() }
        } catch TraceFileError.changed(let path) {
            reload("\(path) was replaced or became shorter, so it is read again from the start")
        } catch {
            post(.noticed(Notice(.error, "\(error)")))
        }
    }

    private var isStopped: Bool { wanted.withLock { $0.stopped } }

    /// Looks every half second whether the files have grown or their folders gained some, until told otherwise.
    private func follow(_ follows: Bool) {
        following.set(follows) { [self] done in
            indexing.submit { [self] in
                readNews()
                done()
            }
        }
    }

    private func readNews() {
        switch catalogue.searchFolders() {
        case .regrouped(let path): reload("\(path) was joined by other files of its run, so all is read again")
        case .gained: index()
        case .none where catalogue.hasChanged: index()
        case .none: break
        }
    }

    // MARK: Scoring

    /// Scores everything anew by another metric.
    private func use(_ metric: TemporalMetric) {
        estimator.withLock { $0.settings.metric = metric }
        wanted.withLock { wanted in
            wanted.generation += 1
            wanted.scored = 0
            wanted.changed = []
            wanted.blame = PhaseBlame()
        }
        scoring.submit { [self] in scoreAll() }
    }

    private func scoreUrgent() {
        let (runs, generation) = wanted.withLock { wanted in
            defer { wanted.urgent = [] }
            return (wanted.urgent.sorted(), wanted.generation)
        }
        guard !runs.isEmpty else { return }
        let estimator = estimator.withLock { $0 }
        let found = try? RunStream.map(catalogue, runs: runs) { reader, run in
            RunRow.score(of: run, reader: reader, estimator: estimator).score
        }
        postScores(zip(runs, found ?? []).map { (run: $0, result: $1) }, generation)
    }

    /// Scores every run that was not scored since it last changed, in order, a few hundred at a time; the rows on the
    /// screen go between them.
    private func scoreAll() {
        let generation = wanted.withLock { $0.generation }
        while !isStopped, let runs = takeUnscored(generation) {
            scoreUrgent()
            let estimator = estimator.withLock { $0 }
            let rows = try? RunStream.map(catalogue, runs: runs) { reader, run in
                RunRow.score(of: run, reader: reader, estimator: estimator)
            }
            guard let rows else { return }
            postScores(zip(runs, rows).map { (run: $0, result: $1.score) }, generation)
            let blame = wanted.withLock { wanted in
                for row in rows { wanted.blame.merge(row.blame) }
                return wanted.blame
            }
            if blame.runs > 0 { post(.blamed(BlameTable(blame))) }
        }
    }

    /// The next runs to score; `nil` when there are none, or when they are those of another generation.
    private func takeUnscored(_ generation: Int) -> [RunIndex]? {
        let count = catalogue.count
        return wanted.withLock { wanted in
            guard wanted.generation == generation else { return nil }
            if wanted.changed.contains(where: { catalogue.entry($0)?.success == false }) {
                // A failed run has grown: it may be counted already, so blame is counted anew.
                wanted.scored = 0
                wanted.changed = []
                wanted.blame = PhaseBlame()
            }
            let next = wanted.scored..<min(wanted.scored + 256, count)
            let runs = wanted.changed.sorted() + next
            wanted.changed = []
            wanted.scored = next.upperBound
            return runs.isEmpty ? nil : runs
        }
    }

    private func postScores(_ scores: [(run: RunIndex, result: RunScore)], _ generation: Int) {
        guard !scores.isEmpty, wanted.withLock({ $0.generation == generation }) else { return }
        post(.scored(scores))
    }

    // MARK: Opening, finding, showing

    /// Does what was asked for last on the opening thread; what was asked for before and has not begun is left out.
    private func openLatest(_ work: @escaping @Sendable () -> Void) {
        let request = wanted.withLock { wanted in
            wanted.open += 1
            return wanted.open
        }
        opening.submit { [self] in
            if wanted.withLock({ $0.open == request }) { work() }
        }
    }

    private func open(_ run: RunIndex, _ generation: Int) {
        openLatest { [self] in
            do {
                let reader = try catalogue.makeReader()
                let file = catalogue.entry(run).map { catalogue.paths[$0.file] } ?? ""
                if let beginning = try reader.beginning(of: run) {
                    post(.opened(run: run, generation: generation, result: .beginning(beginning, file: file)))
                }
                let trace = try reader.trace(run)
                post(
                    .opened(
                        run: run, generation: generation,
                        result: .read(
                            trace, estimator.withLock { $0 }.estimate(trace), file: file,
                            replay: jobs.terms(of: trace), review: reviews.terms(of: trace))))
                remember(trace, file)
                notes.load(RunKey(file: file, id: trace.id))
            } catch {
                post(.opened(run: run, generation: generation, result: .failed("\(error)")))
            }
        }
    }

    /// Posts what the store has of an opened run.
    ///
    /// While another process works on one of its jobs the run is looked at every two seconds, until another one is opened.
    private func remember(_ trace: Trace, _ file: String) {
        let request = wanted.withLock { $0.open }
        activity.begin()
        Task.detached(priority: .utility) { [self] in
            var goesOn = await postStored(trace, file)
            activity.end()
            while goesOn {
                try? await Task.sleep(for: .seconds(2))
                let isWanted = wanted.withLock { $0.open == request && !$0.stopped }
                goesOn = isWanted ? await postStored(trace, file) : false
            }
        }
    }

    /// Returns whether another process works on one of the jobs.
    private func postStored(_ trace: Trace, _ file: String) async -> Bool {
        let work = StoredWork(
            jobs: await storedJobs(of: trace), critiques: await reviews.stored(of: trace))
        if !work.jobs.isEmpty || !work.critiques.isEmpty { post(.remembered(work, file: file, id: trace.id)) }
        return work.jobs.contains { !$0.isFinished && $0.holder != nil }
    }

    /// Reads both runs and compares them; a later request to open or compare takes this one's place.
    private func compare(_ left: RunIndex, _ right: RunIndex, _ generation: Int) {
        openLatest { [self] in
            do {
                let reader = try catalogue.makeReader()
                let comparison = RunComparison(left: try reader.trace(left), right: try reader.trace(right))
                post(.compared(generation: generation, result: .read(comparison)))
            } catch {
                post(.compared(generation: generation, result: .failed("\(error)")))
            }
        }
    }

    private func find(_ words: [String]) {
        let request = wanted.withLock { wanted in
            wanted.find += 1
            return wanted.find
        }
        guard !words.isEmpty else { return }
        finding.submit { [self] in
            let patterns = words.map(TextPattern.init)
            let total = catalogue.count
            var hits: [(run: RunIndex, messages: [Int])] = []
            var searched = 0
            var due = ContinuousClock.now
            let isWanted = { @Sendable [self] in wanted.withLock { $0.find == request } }
            guard isWanted() else { return }
            try? RunStream.forEach(
                catalogue, while: isWanted,
                work: { reader, run in try patterns.map { try reader.messages(of: run, matching: $0) } },
                consume: { run, result in
                    searched += 1
                    if let counts = try? result.get(), counts.contains(where: { $0 > 0 }) { hits.append((run, counts)) }
                    guard ContinuousClock.now >= due else { return }
                    post(
                        .found(
                            FindProgress(words: words, hits: hits, searched: searched, total: total, finished: false)))
                    hits = []
                    due = ContinuousClock.now + .milliseconds(33)
                })
            guard isWanted() else { return }
            post(.found(FindProgress(words: words, hits: hits, searched: searched, total: total, finished: true)))
        }
    }

    private func show(_ line: BadLine) {
        opening.submit { [self] in
            do {
                let text = VisibleText.escape(bytes: try catalogue.bytes(of: line))
                post(.lineShown(line, text: text))
            } catch {
                post(.noticed(Notice(.error, "\(error)")))
            }
        }
    }
}
