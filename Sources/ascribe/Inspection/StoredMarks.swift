import CreditEngine
import CreditStore
import Inspector
import TraceFiles
import UseCases

/// What the store has about the runs of the list: read once the files are indexed, in the background.
struct StoredMarks: Sendable {
    let catalogue: Catalogue
    let session: StoreSession
    let post: @Sendable (Event) -> Void

    /// The most runs whose measured cells are worked out without being opened.
    private static let most = 200

    /// Posts the marks, then the cell to look at first of each run that has replays.
    ///
    /// - Parameter jobs: what the store has of a run's replays.
    func load(jobs: @Sendable (Trace) async -> [StoredJob]) async {
        guard let store = try? Store.existing(in: session.folder) else { return }
        let known = (try? await store.jobs()) ?? []
        let replayed = Set(known.filter { $0.samples > 0 }.compactMap { ReplayWork.read($0.description)?.trace })
        var marked = MarkedRuns(marks: Dictionary(uniqueKeysWithValues: replayed.map { ($0, .measured) }))
        for job in known where job.finished != nil {
            guard let work = ReplayWork.read(job.description), work.kind == ReplayWork.judging else { continue }
            marked.marks[work.trace, default: []].insert(.judged)
        }
        for record in (try? await store.critiques()) ?? [] {
            marked.marks[record.critique.trace, default: []].insert(.criticised)
        }
        for item in (try? await store.reviewItems()) ?? [] {
            for critique in item.proposal.critiques { marked.marks[critique.trace, default: []].insert(.proposed) }
        }
        let noted = (try? await store.notedRuns()) ?? []
        for path in catalogue.paths {
            guard let file = try? NotedFile.identity(of: path) else { continue }
            for run in noted where run.file == file { marked.noted.insert(RunKey(file: path, id: run.trace)) }
        }
        try? store.close()
        if marked != MarkedRuns() { post(.marked(marked)) }
        guard let reader = try? catalogue.makeReader() else { return }
        // Several files may have a run of that name: each is marked by the replays of its own words.
        let runs = replayed.sorted().prefix(Self.most).flatMap { catalogue.runs(called: $0) }
        for run in runs.prefix(Self.most) {
            guard let trace = try? reader.trace(run) else { continue }
            let stored = await jobs(trace)
            if !stored.isEmpty { post(.measured(run: run, HotCell(of: trace, stored))) }
        }
    }
}
