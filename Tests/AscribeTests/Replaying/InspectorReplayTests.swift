import CreditEngine
import Foundation
import Inspector
import TraceFiles
import Testing

@testable import ascribe
@testable import UseCases

/// A swap or a measurement in the interface is that of the commands, on the sample traces.
@Suite struct InspectorReplayTests {
    private static var samples: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../SampleTraces")
            .standardized.path
    }

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The teams of the samples with a store: a named one, else a new one.
    private func teams(_ store: String = UUID().uuidString) -> TeamSource {
        TeamSource(session: StoreSession(folder: "\(scratch.path)/\(store)", purpose: "a test"))
    }

    /// The screen after a script, all work finished after each key.
    private func screen(
        _ keys: String, isReadOnly: Bool = false, store: String = UUID().uuidString, files: [String]? = nil
    ) throws -> String {
        let queue = EventQueue()
        let catalogue = try Catalogue(paths: files ?? ["\(Self.samples)/trio.jsonl"])
        let inspection = try Inspection(
            catalogue: catalogue, estimator: TraceEstimator(), title: "samples", teams: teams(store),
            access: isReadOnly ? .readOnly : .full,
            post: { queue.post($0) })
        var session = HeadlessRun(
            app: App(configuration: App.Configuration(columns: 200, rows: 50, isReadOnly: isReadOnly)),
            inspection: inspection, queue: queue, copier: ScreenCopier(isReadOnly: isReadOnly, copy: nil))
        session.run(try App.keys(keys))
        return session.app.render().text
    }

    private static func trace() throws -> Trace {
        let catalogue = try Catalogue(paths: ["\(samples)/trio.jsonl"])
        try catalogue.index { _ in true }
        return try catalogue.makeReader().trace(0)
    }

    /// What `ascribe swap` computes: the same seeds through the same engine.
    private func swapped(_ position: Int, _ replacement: Replacement, _ count: UInt64) async throws
        -> PairedOutcomes
    {
        let trace = try Self.trace()
        let replayer = try teams().runtime(for: trace).replayer(of: trace)
        var ledger = ReplayLedger(replayer, cells: CellOrder(trace).count, width: 3)
        var pairs = PairedOutcomes()
        let seeds = (0..<count).map { 2_000_000 + $0 }
        try await Swap(at: position, replacement).sample(seeds, into: &pairs, &ledger)
        return pairs
    }

    /// The figures as the evidence pane says them.
    private static func words(_ pairs: PairedOutcomes) throws -> String {
        func share(_ x: Double) -> String { String(Numeral.fixed(abs(x), 2).drop { $0 == "0" }) }
        let (effect, interval) = (try #require(pairs.effect), try #require(pairs.interval()))
        let what = share(effect) == ".00" ? "no difference" : (effect < 0 ? "costs " : "gains ") + share(effect)
        let (low, high) = (share(interval.low), share(interval.high))
        let bounds =
            interval.high < 0
            ? ", between \(high) and \(low)"
            : interval.low > 0
                ? ", between \(low) and \(high)" : "; it may be anything from \(low) lost to \(high) gained"
        let kept = Int(pairs.pairs.reduce(0) { $0 + $1.kept })
        let replaced = Int(pairs.pairs.reduce(0) { $0 + $1.replaced })
        return "solved \(kept) of \(pairs.count) with this message, \(replaced) of \(pairs.count) with another in its "
            + "place (\(what)\(bounds))"
    }

    /// A screen's words in one line, without the borders of its boxes.
    private static func flat(_ screen: String) -> String {
        screen.split { "│ \n".contains($0) }.joined(separator: " ")
    }

    @Test(arguments: [
        ("<Enter>gs<Enter>", Replacement.resample, 20), ("<Enter>gsj<Enter>", .noOp, 20),
        ("<Enter>gs<Enter>+<Enter>", .resample, 40), ("<Enter>gs+<Enter>", .resample, 40),
    ]) func aSwapIsThatOfTheCommand(_ keys: String, _ replacement: Replacement, _ count: Int) async throws {
        let trace = try Self.trace()
        let position = try #require(CellOrder(trace).cells.firstIndex { $0.turn == 1 && $0.agent == 0 })
        let expected = try Self.words(await swapped(position, replacement, UInt64(count)))
        let screen = try screen(keys.replacingOccurrences(of: "g", with: "g0"))
        #expect(Self.flat(screen).contains(expected), "\(expected) is not on\n\(screen)")
    }

    @Test
    func theCommandItselfSaysTheSame() throws {
        let words = try Program.run([
            "swap", "\(Self.samples)/trio.jsonl", "--trace", "run-1", "--turn", "2", "--agent", "researcher", "--with",
            "no-op",
        ]).text
        let match = try #require(words.firstMatch(of: /\ \ (\S.*): (solved .*\))\n/))
        let screen = Self.flat(try screen("<Enter>sj<Enter>6z"))
        #expect(screen.contains("\(match.1): \(match.2) · by no-op"), "not \(words) on\n\(screen)")
    }

    @Test func aMeasurementIsThatOfTheCommand() async throws {
        let trace = try Self.trace()
        let replayer = try teams().runtime(for: trace).replayer(of: trace)
        let report = try await Measure(trace, replayer, MeasureSettings(width: 3)).run()
        let named = try #require(report.named.first)
        let cell = CellOrder(trace).cells[named]
        let screen = try screen("<Enter>V<Enter>6z")
        #expect(screen.contains("the message that cost the outcome: \(cell.turn) \(trace.agents[cell.agent].name)"))
        #expect(screen.contains("(\(report.counts.made) of 60 replays made)"))
        #expect(Self.flat(screen).contains(try Self.words(try #require(report.pairs[named]))))
    }

    @Test(arguments: ["<Enter>s<Enter>", "<Enter>V<Enter>7", "<Enter>V<Enter>sj<Enter>J"])
    func isTheSameEveryTime(_ keys: String) throws {
        #expect(try screen(keys) == screen(keys))
    }

    @Test func replaysOfASimulatedTeamAreThereWhenTheRunIsOpenedAgain() throws {
        let first = try screen("<Enter>g0s<Enter>", store: "kept")
        let line = try #require(first.split(separator: "\n").first { $0.contains("of 20 with this message") })
        let second = try screen("<Enter>g0", store: "kept")
        #expect(second.contains(line), "\(line) is not on\n\(second)")
        #expect(second.contains("measured, ~ estimated"))
        // More go on behind them.
        #expect(try screen("<Enter>g0+<Enter>", store: "kept").contains("of 40 with"))
        #expect(try screen("<Enter>g0", store: "kept").contains("of 40 with"))
        let jobs = try screen("<Enter>J", store: "kept")
        #expect(jobs.contains("0 open of 1") && jobs.contains("swap 1/researcher resample"), "\(jobs)")
        // The list has the mark without the run being opened; a message that makes no difference is not its hot cell.
        let list = try screen("", store: "kept")
        let row = try #require(list.split(separator: "\n").first { $0.contains("run-1 ") })
        #expect(row.contains(#/2 researcher +\d~ +V /#), "\(row)")
    }

    /// Two files may hold the same run; what was measured of its words holds for both.
    @Test func aMeasuredRunIsMarkedInEveryFileThatHasIt() throws {
        let files = ["\(Self.samples)/trio.jsonl", "\(scratch.path)/copy.jsonl"]
        try FileManager.default.copyItem(atPath: files[0], toPath: files[1])
        _ = try screen("<Enter>V<Enter>", store: "kept")
        let rows = try screen("", store: "kept", files: files).split(separator: "\n").filter { $0.contains(" run-1 ") }
        #expect(rows.count == 2 && rows.allSatisfy { $0.contains(#/ \d− /#) }, "\(rows.joined(separator: "\n"))")
    }

    @Test func readOnlyReplaysNothing() throws {
        let screen = try screen("<Enter>s", isReadOnly: true)
        #expect(screen.contains("no model is called: the program was started with --readonly"))
    }

    @Test func editingNeedsATerminal() throws {
        #expect(try screen("<Enter>e").contains("there is no terminal to edit on"))
    }

    /// A job on a trace, with what it posted.
    private func run(_ task: ReplayTask, isReadOnly: Bool = false, then: (ReplayJobs) -> Void = { _ in }) throws
        -> [JobReport]
    {
        let queue = EventQueue()
        let activity = Activity()
        let jobs = ReplayJobs(
            activity: activity, access: isReadOnly ? .readOnly : .full, teams: teams(),
            read: { _ in try Self.trace() },
            post: { queue.post($0) })
        #expect(jobs.carryOut(.startJob(ReplayOrder(job: 1, trace: try Self.trace(), task: task))))
        then(jobs)
        activity.waitUntilIdle()
        return queue.removeAll().compactMap { if case .job(1, let report) = $0 { report } else { nil } }
    }

    @Test func aStoppedJobEndsAndKeepsWhatItReported() throws {
        let cell = try Self.trace().messages[0].cell
        let reports = try run(.swap(cell, .resample, pairs: 1_000_000, after: 0)) { $0.stop() }
        guard case .ended(nil, .stopped)? = reports.last else {
            Issue.record("the job did not stop")
            return
        }
    }

    @Test func aPausedJobGoesOnAndFindsTheSame() throws {
        let cell = try Self.trace().messages[0].cell
        let task = ReplayTask.swap(cell, .resample, pairs: 24, after: 0)
        func pairs(_ reports: [JobReport]) -> PairedOutcomes? {
            reports.reduce(nil) { if case .progressed(.swapped(let pairs, _, _)) = $1 { pairs } else { $0 } }
        }
        let paused = try run(task) {
            _ = $0.carryOut(.pauseJob(1, true))
            _ = $0.carryOut(.pauseJob(1, false))
        }
        #expect(pairs(paused)?.count == 24)
        #expect(pairs(paused) == pairs(try run(task)))
    }

    @Test func readOnlyJobsAreRefusedOutsideTheInterfaceToo() throws {
        let cell = try Self.trace().messages[0].cell
        let reports = try run(.swap(cell, .resample, pairs: 4, after: 0), isReadOnly: true)
        guard reports.count == 1, case .ended(nil, .failed(let why))? = reports.first else {
            Issue.record("the job was not refused")
            return
        }
        #expect(why == "--readonly forbids model calls")
    }
}
