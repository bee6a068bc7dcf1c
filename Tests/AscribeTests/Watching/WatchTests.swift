import CreditEngine
import Foundation
import Testing

/// `watch`, from recorded files to lines, records and alarms.
struct WatchTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func sample(_ suite: String, _ count: Int, seed: Int = 1, to file: String) throws -> String {
        let path = scratch.path + "/" + file
        let result = try Program.run([
            "sample", "--team", "simulated/\(suite)", "--count", "\(count)", "--seed", "\(seed)", "--out", path,
            "--store", scratch.path + "/samples",
        ])
        #expect(result.status == 0, "\(result.complaint)")
        return path
    }

    private func watch(_ words: [String]) throws -> Program.Result {
        try Program.run(["watch", "--once", "--store", scratch.path + "/s"] + words)
    }

    private func records(_ result: Program.Result, _ type: String) throws -> [CanonicalJSON] {
        try result.lines.map { try CanonicalJSON(parsing: $0) }.filter { $0["type"]?.string == type }
    }

    @Test func runsAreScoredOnceAndTheSumsAddUp() throws {
        let file = try sample("root-echo", 40, to: "runs.jsonl")
        let first = try watch(["--json", file])
        #expect(first.status == 0, "\(first.complaint)")
        let runs = try records(first, "run")
        #expect(runs.count == 40)
        let sums = try #require(try records(first, "summary").last)
        #expect(sums["runs"]?.whole == 40)
        #expect(sums["failures"]?.whole == runs.count { $0["success"] == .bool(false) })
        let again = try watch(["--json", file])
        #expect(try records(again, "run").isEmpty)
        let later = try #require(try records(again, "summary").last)
        #expect(later["failures"] == sums["failures"] && later["groups"] == sums["groups"])
        // Another store knows nothing of them.
        let other = try Program.run(["watch", "--once", "--json", "--store", scratch.path + "/o", file])
        #expect(try records(other, "run").count == 40)
    }

    @Test(.enabled(if: Pane.isPossible, Pane.reason)) func theTableLeavesNothingWhereTheTerminalShowsAKey() throws {
        let file = try sample("root-echo", 12, to: "runs.jsonl")
        let pane = try Pane(columns: 80, rows: 24)
        try pane.start("watch --store '\(scratch.path)/s'", quotingPaths: [file])
        try pane.wait(for: "12 runs", "blame in %")
        try pane.press("C-c")
        // Nothing is typed before the shell asks: the terminal would show it within the table.
        var lines: [Substring] = []
        try pane.until("the shell's prompt") {
            lines = try pane.screen().split(separator: "\n")
            return lines.last?.trimmingCharacters(in: .whitespaces) == "$"
        }
        #expect(lines.count { $0.hasPrefix("12 runs, ") } == 1, "\(lines)")
        #expect(lines.count { $0.contains("12 runs, ") } == 1, "\(lines)")
    }

    @Test func theRunsOfReceivedSpansAreFollowed() throws {
        let runs = try sample("root-echo", 3, to: "runs.jsonl")
        let spans = try Program.run(["convert", "--to", "otlp", runs])
        #expect(spans.status == 0, "\(spans.complaint)")
        let file = try scratch.file("spans.otlp.jsonl", spans.output)
        let result = try watch(["--json", "--quiet", "0", file])
        #expect(try records(result, "run").count == 3, "\(result.complaint)")
    }

    @Test func aLossIsToldWithItsOnsetAgentAndCommand() throws {
        let before = try sample("root-echo", 120, to: "before.jsonl")
        let later = try sample("root-echo", 150, seed: 500, to: "later.jsonl")
        // The first 60 runs as they were; of those behind them none succeeds any more.
        var lines = String(decoding: try scratch.bytes("later.jsonl"), as: UTF8.self).split(separator: "\n").map(
            String.init)
        for index in 60..<lines.count { lines[index].replace("\"success\":true", with: "\"success\":false") }
        try scratch.file("later.jsonl", lines.joined(separator: "\n") + "\n")
        let result = try watch(["--json", later, "--baseline", before])
        let alarms = try records(result, "alarm").filter { $0["kind"]?.string == "success" }
        let alarm = try #require(alarms.first, "\(result.text)")
        #expect((50...70).contains(alarm["onset_number"]?.whole ?? 0), "\(alarm)")
        #expect(alarm["command"]?.string == "ascribe optimize --team simulated/root-echo --store \(scratch.path)/s")
        #expect(result.text.contains(#""agents":[{"agent":"researcher""#) && alarm["baseline_runs"]?.whole == 120)
        // Without a loss there is no alarm, and a restart repeats none.
        let same = try sample("root-echo", 150, seed: 900, to: "same.jsonl")
        let quiet = try watch(["--json", same, "--baseline", before])
        #expect(try records(quiet, "alarm").allSatisfy { $0["kind"]?.string == "new-mode" }, "\(quiet.text)")
        #expect(try records(watch(["--json", later, "--baseline", before]), "alarm").isEmpty)
    }

    @Test func aBaselineThatIsTooSmallSaysWhatIsNeeded() throws {
        let small = try sample("root-echo", 3, to: "before.jsonl")
        let file = try sample("root-echo", 5, seed: 50, to: "runs.jsonl")
        let result = try watch([file, "--baseline", small])
        #expect(result.status == 0)
        #expect(result.complaint.contains("too few runs to watch against: 3 with an outcome, at least 30 are needed"))
    }

    @Test func aSecondWatcherOfTheSamePathsIsToldWhoHasThem() throws {
        let file = try sample("root-echo", 2, to: "runs.jsonl")
        let words = ["watch", file, "--headless", "--store", scratch.path + "/s"]
        let first = try Victim(words, output: scratch.path + "/output")
        first.wait { first.text.contains("run-2") }
        let second = try Program.run(words)
        #expect(second.status == 3)
        #expect(second.complaint.contains("has been watching the same paths"), "\(second.complaint)")
        first.kill()
        // A watcher that was killed keeps nobody out.
        #expect(try watch([file]).status == 0)
    }

    @Test func aPipeIsRefused() throws {
        let result = try watch(["-"])
        #expect(result.status == 3 && result.complaint.contains("a pipe has no position to go on from"))
    }
}
