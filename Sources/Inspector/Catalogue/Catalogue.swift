import CreditEngine
import SystemPackage

/// Everything known of the runs of the opened files: entries as they are indexed, summaries as they are scored.
struct Catalogue: Sendable {
    private(set) var title = ""
    private(set) var files: [String] = []
    private(set) var entries: [RunEntry] = []
    /// One place a run; `nil` until it is scored.
    private(set) var summaries: [RunSummary?] = []
    private(set) var badLines: [BadLine] = []
    private(set) var counts = LineCounts()
    /// Files that could not be read at all.
    private(set) var unreadable = 0
    private(set) var indexing: (bytes: Int, total: Int?, seconds: Double, finished: Bool) = (0, nil, 0, false)
    /// What there is to show of runs, so that a list leaves out columns that have nothing.
    private(set) var known = Known()
    /// The failed runs in order, so that stepping between them needs no scan.
    private(set) var failed: [RunIndex] = []
    /// How many runs have no outcome.
    private(set) var withoutOutcome = 0
    /// Who takes part in runs, each cast once.
    private(set) var casts: [RunSummary.Cast] = []
    private var castNumbers: [RunSummary.Cast: Int32] = [:]
    /// The agents that hot cells and blame name.
    private(set) var agentNames: [String] = []
    private var agentNumbers: [String: Int32] = [:]
    private(set) var blame: BlameTable?
    /// What was done about runs, by their id and by their name across openings.
    private(set) var marked = MarkedRuns() { didSet { if marked != oldValue { markRevision += 1 } } }
    /// Counts changes of them.
    private(set) var markRevision = 0
    /// The cells to look at first of runs that were measured; `nil` where none stands out any more.
    private var measured: [RunIndex: HotCell?] = [:]
    /// The numbers of messages with hits of the current search, by run: one for each of its words.
    private(set) var hits: [RunIndex: [Int]] = [:]
    /// The words of the current search and how far it is; `nil` when nothing is searched.
    private(set) var find: (words: [String], searched: Int, total: Int, finished: Bool)?

    /// What some run has.
    struct Known: Sendable {
        var hasScores = false, hasProblems = false, hasCosts = false
        /// The columns of the longest id and problem.
        var longestID = 0, longestProblem = 0

        mutating func add(_ entry: RunEntry) {
            if entry.score != nil { hasScores = true }
            if entry.id.utf8.count > longestID { longestID = max(longestID, Glyph.columns(of: entry.id)) }
            guard let problem = entry.problem else { return }
            hasProblems = true
            if problem.utf8.count > longestProblem { longestProblem = max(longestProblem, Glyph.columns(of: problem)) }
        }
    }

    /// Takes in what indexing found; returns the runs whose entries changed.
    mutating func apply(_ progress: IndexProgress) -> [RunIndex] {
        title = progress.title
        if !progress.files.isEmpty { files = progress.files }
        for entry in progress.runs {
            if entry.success == false { failed.append(entries.count) }
            if entry.success == nil { withoutOutcome += 1 }
            entries.append(entry)
            known.add(entry)
            summaries.append(nil)
        }
        for (run, entry) in progress.changed where entries.indices.contains(run) {
            setFailed(run, entry.success == false)
            withoutOutcome += (entry.success == nil ? 1 : 0) - (entries[run].success == nil ? 1 : 0)
            entries[run] = entry
            known.add(entry)
            summaries[run] = nil
        }
        if !progress.withdrawn.isEmpty {
            let void = Set(progress.withdrawn)
            badLines.removeAll { void.contains($0) }
        }
        badLines += progress.badLines
        counts = progress.counts
        unreadable = progress.unreadable
        indexing = (progress.bytes, progress.totalBytes, progress.seconds, progress.finished)
        return progress.changed.map(\.run)
    }

    /// Takes in scores; returns the runs that they belong to.
    mutating func apply(_ scores: [(run: RunIndex, result: RunScore)]) -> [RunIndex] {
        scores.compactMap { run, score in
            guard summaries.indices.contains(run) else { return nil }
            if score.cost != nil { known.hasCosts = true }
            summaries[run] = RunSummary(
                turns: Int32(clamping: score.turns), hotTurn: Int32(clamping: score.hot?.turn ?? 0),
                hotAgent: score.hot.map { number(of: $0.agent) } ?? -1,
                blamed: score.blamed.map { number(of: $0) } ?? -1,
                cast: number(of: RunSummary.Cast(agents: score.agents, models: score.models)),
                heat: Float(score.hot?.heat ?? 0),
                cost: score.cost, temporal: Sparkline(score.temporal), unscored: score.unscored,
                task: score.task.map { Self.beginning($0) })
            return run
        }
    }

    /// The beginning of a task, in one line.
    private static func beginning(_ task: String) -> String {
        let head = String(decoding: task.utf8.prefix(RunSummary.taskBytes), as: UTF8.self)
        return VisibleText.escape(head.split { $0.isWhitespace }.joined(separator: " "))
    }

    /// A catalogue without runs.
    ///
    /// - Parameter marked: what was done about runs, by their identifiers.
    init(keeping marked: MarkedRuns = MarkedRuns()) { self.marked = marked }

    /// Takes in what the store has about the runs.
    mutating func apply(_ marked: MarkedRuns) {
        self.marked.marks.merge(marked.marks) { $0.union($1) }
        self.marked.noted.formUnion(marked.noted)
    }

    /// Marks a run, by its id.
    mutating func mark(_ id: String, _ mark: RunMarks) { marked.marks[id, default: []].insert(mark) }

    /// Notes whether a run has notes.
    mutating func note(_ run: RunKey, _ hasNotes: Bool) {
        if hasNotes { marked.noted.insert(run) } else { marked.noted.remove(run) }
    }

    /// Takes in which cell of a measured run is to be looked at first.
    mutating func apply(_ cell: HotCell?, of run: RunIndex) {
        guard entries.indices.contains(run) else { return }
        measured.updateValue(cell, forKey: run)
        mark(entries[run].id, .measured)
    }

    /// What was done about a run.
    func marks(_ run: RunIndex) -> RunMarks {
        let entry = entries[run]
        var marks = marked.marks[entry.id] ?? []
        if !marked.noted.isEmpty, let file = files[safe: entry.file],
            marked.noted.contains(RunKey(file: file, id: entry.id))
        {
            marks.insert(.noted)
        }
        return marks
    }

    /// Whether anything was done about any run.
    var hasMarks: Bool { !marked.marks.isEmpty || !marked.noted.isEmpty }

    /// Takes in blame over all failures.
    mutating func apply(_ table: BlameTable) { blame = table }

    /// Starts or ends a search in message text.
    mutating func startFind(_ words: [String]) {
        hits = [:]
        find = words.isEmpty ? nil : (words, 0, entries.count, false)
    }

    /// Takes in hits of the search that is going on; returns the runs that have new ones.
    mutating func apply(_ progress: FindProgress) -> [RunIndex] {
        guard progress.words == find?.words else { return [] }
        find = (progress.words, progress.searched, progress.total, progress.finished)
        for (run, messages) in progress.hits { hits[run] = messages }
        return progress.hits.map(\.run)
    }

    /// How many messages of a run have a word of the current search; 0 as long as nobody knows.
    func hits(of word: String, in run: RunIndex) -> Int {
        guard let found = hits[run], let place = find?.words.firstIndex(of: word) else { return 0 }
        return found[safe: place] ?? 0
    }

    /// A figure of a run; `nil` when it is not known.
    func value(_ figure: Filter.Figure, of run: RunIndex) -> Double? {
        let summary = summaries[run]
        return switch figure {
        case .score: entries[run].score
        case .hot: summary.flatMap { $0.unscored == nil ? hotCell(run)?.heat ?? 0 : nil }
        case .turns: summary.map { Double($0.turns) }
        case .cost: summary?.cost
        }
    }

    /// The name of a bad line's file, without the folders it lies in, where there are several to tell apart.
    func fileName(of line: BadLine) -> String? { file(of: line).flatMap { FilePath($0).lastComponent?.string } }

    /// A bad line's file, where there are several to tell apart.
    func file(of line: BadLine) -> String? { files.count > 1 ? files[safe: line.file] : nil }

    /// The cell of a run to look at first; `nil` when none stands out, and before it is scored.
    func hotCell(_ run: RunIndex) -> HotCell? {
        if let known = measured[run] { return known }
        guard let summary = summaries[run], summary.hotTurn > 0, let agent = agentNames[safe: Int(summary.hotAgent)]
        else { return nil }
        return HotCell(turn: Int(summary.hotTurn), agent: agent, figure: .estimated(Double(summary.heat)))
    }

    /// The same of a run that was measured; `nil` for all others.
    func measuredHotCell(_ run: RunIndex) -> HotCell? { measured[run] ?? nil }

    /// The agents of the messages that were measured to hurt, one for a run.
    var agentsMeasuredToHurt: [String] {
        measured.values.compactMap { cell in
            guard case .measured(let effect)? = cell?.figure, effect.isClear, effect.value < 0 else { return nil }
            return cell?.agent
        }
    }

    /// The name of the agent with the largest part of a run's blame.
    func blamedAgent(_ run: RunIndex) -> String? { summaries[run].flatMap { agentNames[safe: Int($0.blamed)] } }

    /// Who takes part in a run; `nil` until it is scored.
    func cast(_ run: RunIndex) -> RunSummary.Cast? { summaries[run].flatMap { casts[safe: Int($0.cast)] } }

    private mutating func number(of cast: RunSummary.Cast) -> Int32 {
        if let known = castNumbers[cast] { return known }
        let new = Int32(clamping: casts.count)
        casts.append(cast)
        castNumbers[cast] = new
        return new
    }

    private mutating func number(of agent: String) -> Int32 {
        if let known = agentNumbers[agent] { return known }
        let new = Int32(clamping: agentNames.count)
        agentNames.append(agent)
        agentNumbers[agent] = new
        return new
    }

    private mutating func setFailed(_ run: RunIndex, _ isFailed: Bool) {
        let place = failed.firstPlace(atOrAfter: run)
        let isThere = place < failed.count && failed[place] == run
        if isFailed, !isThere { failed.insert(run, at: place) }
        if !isFailed, isThere { failed.remove(at: place) }
    }
}
