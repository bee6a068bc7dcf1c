import CreditEngine

/// What all screens share: the runs, the jobs, the reviews, what was said; and nothing of any one screen.
struct Session: Sendable {
    var configuration: Configuration
    var catalogue = Catalogue()
    /// The runs list as the person has set it.
    var list = RunList()
    var jobs = Jobs()
    /// What replays have shown, by run; it stays when a run is closed.
    var measurements: [RunKey: RunMeasurement] = [:]
    /// The seconds that a model's calls were measured to take, by its name.
    var latencies: [String: Double] = [:]
    /// Critiques, proposals and validations.
    var reviews = Reviews()
    var lastActions = LastActions()
    /// Where the person wants to stop while walking through messages.
    var breakpoint: Breakpoint?
    /// What the words in the person's editor are to be.
    var edited = EditedReplacement.text
    /// What the status line says until the next key.
    private(set) var notice: Notice?
    var log = NoticeLog()
    /// The opened run; it stays when it is left, until another one is opened.
    var subject: Subject?
    /// Whether the opened run is on the screen, or under something that lies over it.
    var isSubjectShown = false
    private(set) var awaited: Awaited?
    /// The bad line that was asked for and is not here yet; another key takes the question back.
    var askedLine: BadLine?
    /// The proposal of whose validation a run was asked for and is not here yet.
    var askedRollout: String?
    /// Counts requests to open a run, so that late answers are told apart.
    private(set) var generation = 0
    /// Whether the swap that was asked for goes on once the run is here with its drafted team.
    var isSwapMeant = false
    /// What was typed, by what it was typed for.
    private(set) var typed: [LineHistory.Kind: LineHistory] = [:]
    /// Whether files that grow and folders that gain some are read as they do.
    var isFollowing: Bool
    var isMouseOn: Bool
    /// Whether the person was asked whether to quit though jobs are running.
    var isQuitAsked = false
    /// Whether the key at hand is the next one after that question.
    var isQuitAnswer = false
    var isStepAsked = false
    var seconds = 0.0

    init(configuration: Configuration) {
        self.configuration = configuration
        isMouseOn = configuration.isMouseOn
        isFollowing = configuration.isFollowing
        list.sort(by: configuration.sorting, catalogue)
        list.columns = configuration.columnChoice
    }

    var size: Size { Size(columns: configuration.columns, rows: configuration.rows) }

    /// Keeps a line that was typed.
    mutating func keep(_ line: String, as kind: LineHistory.Kind) { typed[kind, default: LineHistory()].add(line) }

    /// How long ago a time was, in words; `nil` where nobody knows.
    func age(of timestamp: String) -> String? {
        configuration.startedAt.flatMap { Age.words(of: timestamp, at: $0 + seconds) }
    }

    // MARK: saying

    /// Says something in the status line and the log.
    mutating func say(_ notice: Notice) {
        // A question stays until it is answered.
        if !isQuitAsked { self.notice = notice }
        log.add(notice, at: seconds)
    }

    /// Says something in the status line only.
    mutating func hint(_ text: String) { notice = Notice(.info, text) }

    /// Clears the status line, or puts back what it said.
    mutating func show(_ notice: Notice?) { self.notice = notice }

    /// Puts the command line that does the same into the log.
    mutating func log(same line: String?) {
        if let line { log.add(Notice(.info, "the same: " + line), at: seconds) }
    }

    /// The lines that the log got since the last time.
    mutating func takeLogged() -> [Notice] { log.takeNew() }

    // MARK: opening

    /// Whether something was asked for that is not here yet.
    var isAwaiting: Bool { awaited != nil || askedRollout != nil }

    /// The run that was asked for and is not here yet.
    var pending: RunIndex? {
        if case .run(let run, _) = awaited { run } else { nil }
    }

    /// Asks for a run; an earlier request is void.
    mutating func open(_ run: RunIndex, landing: Landing? = nil) -> Effect {
        awaited = .run(run, landing)
        generation += 1
        hint("opening \(catalogue.entries[safe: run]?.id ?? "the run")…")
        return .open(run: run, generation: generation)
    }

    /// Asks for two runs to be compared; an earlier request is void.
    mutating func compare(left: RunIndex, right: RunIndex, why: String) -> Effect {
        awaited = .comparison(left: left, right: right, why: why)
        generation += 1
        hint("comparing…")
        return .compare(left: left, right: right, generation: generation)
    }

    /// Asks for the opened run once more, because it or its figures changed.
    mutating func reopen(_ run: RunIndex) -> Effect {
        generation += 1
        return .open(run: run, generation: generation)
    }

    /// Takes the request back; returns whether there was one.
    mutating func callOff() -> Bool {
        askedRollout = nil
        guard awaited != nil else { return false }
        awaited = nil
        generation += 1
        hint("not opened")
        return true
    }

    /// Whether the beginning of a run is worth showing: not in the place of the whole, nor for a place in it.
    var takesBeginnings: Bool { if case .run(_, nil)? = awaited { true } else { false } }

    /// The request that an answer of a generation belongs to is answered; returns it, and whether the answer counts.
    mutating func answered(_ generation: Int) -> (isCurrent: Bool, request: Awaited?) {
        guard generation == self.generation else { return (false, nil) }
        defer { awaited = nil }
        return (true, awaited)
    }

    /// Everything known of the runs is void; a search goes on in the new ones.
    mutating func restart(_ reason: String) -> Effect? {
        let words = catalogue.find?.words
        catalogue = Catalogue(keeping: catalogue.marked)
        list.restart()
        awaited = nil
        generation += 1
        say(Notice(.warning, reason))
        guard let words else { return nil }
        catalogue.startFind(words)
        return .find(words)
    }
}
