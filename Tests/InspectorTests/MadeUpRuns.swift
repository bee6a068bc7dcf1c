import CreditEngine

@testable import Inspector

/// Made-up runs with scores, in code, so that screens can be compared without any file.
enum MadeUpRuns {
    static let team = ["planner", "researcher", "coder", "critic", "coordinator"]

    /// What they say.
    static let sentences = [
        "The plan: find the facts, compute, check, and report.",
        "The total for step three is 17 modulo 5, so the value is 3, passed on to the coordinator.",
        "def value():\n\treturn 17 % 5\n\nI wrote the function and ran it on the three examples.",
        "I see no error in the last step.",
        "We go on with the next step. The state so far is complete.",
    ]

    /// Twelve turns of five agents; turn 7's researcher is hot, what it says was introduced in turn 3.
    static func math(id: String = "run-000417", names: [String] = team) -> (Trace, EstimatedCredit) {
        var messages: [Message] = []
        for turn in 1...12 {
            for agent in names.indices where (turn * 7 + agent * 3) % 5 != 0 || (turn, agent) == (7, 1) {
                var message = Message(
                    ordinal: messages.count, turn: turn, agent: agent, output: sentences[agent], model: "small-a",
                    usage: Usage(input: 812, output: 233), latency: 3100, cost: 0.0041)
                if (turn, agent) == (7, 1) {
                    message.input = [
                        PromptMessage(role: "system", content: "You are the researcher. Collect the facts."),
                        PromptMessage(role: "user", content: "Turn 7: what is 17 modulo 5?"),
                    ]
                    message.tools = [ToolCall(name: "python", arguments: "{\"code\":\"17 % 5\"}", result: "2")]
                }
                messages.append(message)
                if (turn, agent) == (7, 1) {
                    messages.append(Message(ordinal: messages.count, turn: 7, agent: 1, output: "The value is 3."))
                }
            }
        }
        return scored(id, names, messages)
    }

    /// A run whose agents and words are Chinese, with more agents than fit and names that begin alike.
    static func chinese() -> (Trace, EstimatedCredit) {
        let names = ["规划者", "研究员甲", "研究员乙", "程序员", "评论员", "协调者"]
        var messages: [Message] = []
        for turn in 1...6 {
            for agent in names.indices where (turn + agent) % 5 != 0 {
                messages.append(
                    Message(
                        ordinal: messages.count, turn: turn, agent: agent,
                        output: "第\(turn)轮：十七除以五的余数是三，所以这一步的值是三，交给协调者。\n请检查 python 的结果。"))
            }
        }
        return scored("运行-七", names, messages)
    }

    static let task = "A counter starts at 17 and is taken modulo 5.\nWhat does it show? Answer with a number."

    /// Credit by a fixed rule, so that the screens show every kind of figure.
    static func scored(_ id: String, _ names: [String], _ messages: [Message]) -> (Trace, EstimatedCredit) {
        let turns = messages.last?.turn ?? 0
        let hotTurn = max(1, turns * 7 / 12)
        let temporal = (1...max(1, turns)).map { turn -> EstimatedCredit.Turn in
            let value = turn == hotTurn ? 0.86 : turn % 4 == 1 ? 0 : Double(turn * 5 % 7) / 20
            let score = turn == 1 ? Score.unscored("no earlier state") : .value(value)
            return .init(turn: turn, score: score)
        }
        let structural = names.indices.map { agent in
            EstimatedCredit.AgentShare(agent: agent, score: .value([0.08, 0.71, 0.12, 0.05, 0.22][agent % 5]))
        }
        var cells: [EstimatedCredit.CellHeat] = []
        for (index, message) in messages.enumerated() where cells.last?.cell != message.cell {
            let isHot = message.cell == Cell(turn: hotTurn, agent: 1)
            let heat = isHot ? 0.62 : Double((message.turn * 13 + message.agent * 29) % 40) / 100
            let isTool = message.turn == 4 && message.agent == 3
            cells.append(
                .init(
                    cell: message.cell, score: isTool ? .unscored("tool output") : .value(heat),
                    evidence: isHot ? [evidence(index, message)] : []))
        }
        let root = Cell(turn: max(1, hotTurn - 4), agent: 1)
        let at = messages.firstIndex { $0.cell == Cell(turn: hotTurn, agent: 1) } ?? 0
        let suspects = [
            EstimatedCredit.Suspect(
                cell: Cell(turn: hotTurn, agent: 1), message: at,
                why: "says 17 modulo 5 is 3, and python said 2; progress goes back by .2",
                path: [Cell(turn: hotTurn, agent: 1), root]),
            EstimatedCredit.Suspect(
                cell: Cell(turn: hotTurn + 1, agent: 4), message: min(messages.count - 1, at + 5),
                why: "repeats the value 3 from turn \(hotTurn)",
                path: [Cell(turn: hotTurn + 1, agent: 4)]),
        ]
        let states = (1...max(1, turns)).map { turn in
            State(
                turn: turn,
                components: [
                    .init(name: "solution_completeness", value: .number(Double(min(turn, 6)) / 10)),
                    .init(name: "error_count", value: .number(turn >= hotTurn ? 1 : 0)),
                ])
        }
        let trace = Trace(
            id: id, problem: Problem(id: "p-42", input: task, reference: "2"), agents: names.map { Agent(name: $0) },
            messages: messages,
            outcome: Outcome(success: false, score: 0, answer: "3", evaluator: "exact match"))
        return (
            trace,
            EstimatedCredit(
                metric: "stall", temporal: temporal, structural: structural, cells: cells, suspects: suspects,
                states: states)
        )
    }

    private static func evidence(_ index: Int, _ message: Message) -> Evidence {
        let range =
            TextMatch("17 modulo 5").ranges(in: message.output).first ?? 0..<min(9, message.output.utf8.count)
        return Evidence(message: index, range: range, shows: "17 modulo 5 is 2")
    }

    /// The runs of the design's first screen.
    static func index(finished: Bool = true) -> IndexProgress {
        var counts = LineCounts()
        counts.read = 146_600
        counts.kept = 146_599
        counts.bad = 1
        counts.messages = 143_546
        let entries = [
            RunEntry(id: "run-000417", problem: "p-42", success: false, score: 0, messages: 38),
            RunEntry(id: "run-000511", problem: "p-42", success: false, score: 0.2, messages: 41),
            RunEntry(id: "run-000023", problem: "p-07", success: false, score: 0, messages: 27),
            RunEntry(id: "run-000024", problem: "p-19", messages: 9),
            RunEntry(id: "run-000025", problem: "p-19", success: true, score: 1, messages: 33),
            RunEntry(id: "运行-七-研究员的长名字", problem: "问题-七", success: false, score: 0.5, messages: 20),
        ]
        return IndexProgress(
            title: "traces/", files: ["traces/runs.jsonl"], runs: entries,
            badLines: [
                BadLine(
                    file: 0, line: 88_021, byte: 61, offset: 10_000_000, reason: "not JSON at byte 61 (expected ',')")
            ],
            counts: counts, bytes: 41, totalBytes: 100, seconds: 0.4, finished: finished)
    }

    /// Scores for them.
    static let scores: [(run: RunIndex, result: RunScore)] = [
        (
            0,
            RunScore(
                turns: 12, hot: (7, "researcher", 0.62), temporal: [0, 0, 0.2, 0.1, 0, 0.1, 0.86, 0.4, 0.3, 0],
                cost: 0.31, task: task, agents: team, models: ["small-a"], blamed: "researcher")
        ),
        (
            1,
            RunScore(
                turns: 14, hot: (7, "researcher", 0.5),
                temporal: [0, 0, 0, 0.2, 0.1, 0.2, 0.9, 0.7, 0.2, 0.1, 0, 0.1, 0.1, 0], cost: 0.35,
                agents: ["planner", "researcher"],
                models: ["small-a"], blamed: "planner")
        ),
        (
            2,
            RunScore(
                turns: 9, hot: (2, "planner", 0.31), temporal: [nil, 0.7, 0.3, 0.2, 0.1, 0.1, 0, 0.1, 0], cost: 0.22)
        ),
        (3, RunScore(turns: 3, hot: nil, temporal: [0.2, 0.1, 0], cost: 0.04)),
        (4, RunScore(turns: 11, hot: nil, temporal: [0, 0, 0, 0.1, 0, 0, 0, 0, 0, 0.1, 0], cost: nil)),
        (5, RunScore(turns: 6, hot: nil, temporal: [], cost: 12.5, unscored: "no states and no words")),
    ]
}

/// A program under test that answers its own effects from made-up runs, as the runner would.
struct TestBench {
    var app: App
    /// Every effect in order.
    private(set) var effects: [Effect] = []
    /// What opening a run gives.
    var opening: @Sendable (RunIndex) -> OpenedRun = { run in
        let made = run == 5 ? MadeUpRuns.chinese() : MadeUpRuns.math(id: run == 0 ? "run-000417" : "run-\(run)")
        var trace = made.0
        trace.team = MadeUpReviews.team()
        return .read(
            trace, made.1, file: "traces/runs.jsonl", replay: .replayable(MadeUpReplays.terms),
            review: .reviewable(MadeUpReviews.terms))
    }
    /// What comparing two runs gives.
    var comparing: @Sendable (OpenedRun, OpenedRun) -> ComparedRuns = { left, right in
        guard case .read(let one, _, _, _, _) = left, case .read(let other, _, _, _, _) = right else {
            return .failed("runs.jsonl: the file is gone; R reads it again")
        }
        return .read(RunComparison(left: one, right: other))
    }
    /// What a job says; `nil` leaves it without any report.
    var working: @Sendable (ReplayOrder) -> [JobReport] = { MadeUpReplays.reports($0) }
    /// What a critique, a proposal or a validation says.
    var reviewing: @Sendable (ReviewOrder) -> [ReviewReport] = { MadeUpReviews.reports($0) }
    /// How many messages of which runs have the searched words.
    var finding: @Sendable ([String]) -> [(run: RunIndex, messages: [Int])] = { words in
        let isSaid = words.map { word in MadeUpRuns.sentences.contains { TextMatch.contains($0, word) } }
        return [(0, isSaid.map { $0 ? 9 : 0 }), (2, isSaid.map { $0 ? 1 : 0 })]
    }
    /// What drafting a team gives.
    var drafting: @Sendable (String) -> DraftedTeam = { _ in .failed("no model speaks in these runs") }
    /// The notes that are kept, by run.
    var notes: [String: [Note]] = [:]
    /// The queue of proposals.
    var queue: [ReviewItem] = []
    /// What the person's editor gives.
    var editing = EditedText.changed("The value is 2.")

    init(
        columns: Int = 80, rows: Int = 24, isAscii: Bool = false, isFilled: Bool = true, hasBlame: Bool = true,
        ownKeys: OwnKeys = .none, showsLegend: Bool = false
    ) {
        app = App(
            configuration: .init(
                columns: columns, rows: rows, isAscii: isAscii, ownKeys: ownKeys, showsLegend: showsLegend))
        guard isFilled else { return }
        send(.indexed(MadeUpRuns.index()))
        send(.scored(MadeUpRuns.scores))
        if hasBlame { send(.blamed(MadeUpRuns.blame)) }
        effects = []
    }

    /// Sends an event and answers what it asks for.
    mutating func send(_ event: Event) {
        for effect in app.update(event) {
            effects.append(effect)
            switch effect {
            case .open(let run, let generation): open(run, generation)
            case .keepNote(let note, let run):
                notes[run.id, default: []].removeAll { $0.ordinal == note.ordinal }
                if !note.text.isEmpty { notes[run.id, default: []].append(note) }
                send(.notes(run, .read(notes[run.id] ?? [])))
            case .compare(let left, let right, let generation):
                send(.compared(generation: generation, result: comparing(opening(left), opening(right))))
            case .showLine(let line): send(.lineShown(line, text: "{\"type\":\"message\" \"trace\":\"run-1\"}"))
            case .step: send(.step)
            case .draftTeam(_, let folder): send(.drafted(drafting(folder)))
            case .startJob(let order): for report in working(order) { send(.job(order.job, report)) }
            case .stopJob(let job): send(.job(job, .ended(nil, .stopped)))
            case .edit(_, let subject): send(.edited(editing, subject))
            case .startReview(let order): review(order)
            case .loadQueue: send(.queue(.read(queue)))
            case .decide(let decision): decide(decision)
            case .openRollout(let proposal, let problem, _):
                send(.rollout(proposal: proposal, problem: problem, result: opening(1)))
            case .planExport: send(.exportPlanned(MadeUpReviews.plan))
            case .export(let plan): send(.noticed(Notice(.info, "\(plan.files.count) files written to prompts")))
            case .find(let words) where !words.isEmpty:
                let hits = finding(words)
                send(.found(FindProgress(words: words, hits: hits, searched: 6, total: 6, finished: true)))
            default: break
            }
        }
    }

    /// Opens a run, and brings its notes.
    private mutating func open(_ run: RunIndex, _ generation: Int) {
        let result = opening(run)
        send(.opened(run: run, generation: generation, result: result))
        guard case .read(let trace, _, let file, _, _) = result else { return }
        send(.notes(RunKey(file: file, id: trace.id), .read(notes[trace.id] ?? [])))
    }

    /// Does what a review job does to the queue, and says so.
    private mutating func review(_ order: ReviewOrder) {
        for report in reviewing(order) {
            switch report {
            case .ended(.proposed(let ids)?, _):
                queue += ids.compactMap { try? MadeUpReviews.item($0) }
            case .ended(.validated(let report)?, _):
                if case .validate(let id, _) = order.task, let place = queue.firstIndex(where: { $0.id == id }),
                    let item = try? MadeUpReviews.item(id, validation: report)
                {
                    queue[place] = item
                }
            default: break
            }
            send(.review(order.job, report))
        }
    }

    /// Does what the store does with a decision.
    private mutating func decide(_ decision: ReviewDecision) {
        guard let place = queue.firstIndex(where: { $0.id == decision.proposal }) else { return }
        switch decision.verdict {
        case .undo:
            queue[place].undone = queue[place].decision.map {
                .init(decision: $0, hash: queue[place].approvalHash ?? "")
            }
            queue[place].decision = nil
        case .approve, .reject:
            queue[place].undone = nil
            queue[place].decision = ReviewItem.Decision(
                isApproval: decision.verdict != .reject, who: "ana", at: "2026-11-23T12:09:00Z",
                reason: decision.reason)
        }
        send(.decided(decision, failure: nil))
        send(.queue(.read(queue)))
    }

    /// Presses the keys of a script.
    mutating func press(_ script: String) throws {
        for key in try App.keys(script) { send(.key(key)) }
    }

    /// The effects since the last call.
    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    var screen: String { app.render().text }
    /// The status line's words.
    var status: String {
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4 else { return "" }
        let (last, before) = ("\(lines[lines.count - 3])".trimmed, "\(lines[lines.count - 4])".trimmed)
        // A long sentence takes two lines.
        guard let text = app.notice?.text, app.input == nil, text.hasSuffix(last), !text.hasPrefix(last) else {
            return last
        }
        return before.hasSuffix("│") || before.hasSuffix("┘") ? last : before + " " + last
    }
}
