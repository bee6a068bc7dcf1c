import CreditEngine
import Foundation
import Synchronization
import TraceFiles

/// Measures reading speed and memory against common tools, as ratios in one run, or what replays cost; prints, and
/// never judges.
@main
enum Benchmarks {
    static func main() async {
        do {
            if CommandLine.arguments.dropFirst() == ["replays"] { return try await ReplayBenchmark.run() }
            if CommandLine.arguments.count == 5, CommandLine.arguments[1] == "journal" {
                return try JournalBenchmark.run(
                    CommandLine.arguments[2], CommandLine.arguments[3], disk: CommandLine.arguments[4])
            }
            if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "spans" {
                let megabytes = CommandLine.arguments.dropFirst(3).first.flatMap { Int($0) } ?? 1000
                return try SpanBenchmark.run(CommandLine.arguments[2], megabytes: megabytes)
            }
            guard CommandLine.arguments.count > 2 else { throw BenchmarkError.usage }
            for file in CommandLine.arguments.dropFirst(2) { try measure(CommandLine.arguments[1], file) }
        } catch {
            FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
            exit(64)
        }
    }

    private static func measure(_ ascribe: String, _ file: String) throws {
        let size = (try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        print("\(file): \(size / 1_000_000) MB")
        let lines = try Spawned.median(of: 5, ["wc", "-l", file])
        let check = try Spawned.median(of: 5, [ascribe, "check", file])
        row("index and check", check.seconds, "s", "\(ratio(check.seconds, lines.seconds)) × wc -l (aim: at most 8)")
        row("peak memory of check", check.peakMegabytes, "MB", "")
        if let jq = try? Spawned.run(["jq", "-c", ".run_id", file]), jq.status == 0 {
            row(
                "jq -c .run_id", jq.seconds, "s",
                "check is \(ratio(jq.seconds, check.seconds)) × as fast (aim: at least 8)")
            let score = try Spawned.median(of: 3, [ascribe, "score", file])
            let all = try Spawned.run(["jq", "-c", ".", file])
            row(
                "score", score.seconds, "s",
                "\(ratio(all.seconds, score.seconds)) × as fast as jq -c . (aim: at least 3)")
            row("peak memory of score", score.peakMegabytes, "MB", "")
        } else {
            print("  jq is not here: no comparison with it")
        }
        row("search that finds nothing", try search(file), "s", "(aim: at most 0.3 on 200 MB)")
        try screen(ascribe, file)
    }

    /// Searches all message text for words that are not there.
    private static func search(_ file: String) throws -> Double {
        let catalogue = try Catalogue(paths: [file])
        try catalogue.index { _ in true }
        let start = ContinuousClock.now
        let position = Mutex(0)
        let count = catalogue.count
        let pattern = TextPattern("qqq nobody wrote this qqq")
        try OrderedWork.run(
            next: {
                position.withLock { position -> Int? in
                    guard position < count else { return nil }
                    position += 1
                    return position - 1
                }
            },
            start: { try catalogue.makeReader() },
            work: { reader, run in (try? reader.messages(of: run, matching: pattern)) ?? 0 },
            consume: { hits in hits == 0 })
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Opens the inspector on a pseudo-terminal of 200×50 and presses keys while the file is being indexed.
    private static func screen(_ ascribe: String, _ file: String) throws {
        let timing = FileManager.default.temporaryDirectory.path + "/ascribe-timing-\(getpid()).json"
        defer { try? FileManager.default.removeItem(atPath: timing) }
        let command = "stty cols 200 rows 50; '\(ascribe)' view '\(file)' --timing '\(timing)'"
        let keys = Array("jjjjjjjjjjGgjjjj\rnnnnttccq/".utf8) + [0x1B] + Array("Q".utf8)
        let run = try Spawned.run(
            ["script", "-qec", "TERM=xterm-256color; export TERM; " + command, "/dev/null"], input: keys)
        guard let data = FileManager.default.contents(atPath: timing) else {
            print("  no pseudo-terminal: no screen times")
            return
        }
        print("  screen, 200×50: " + String(decoding: data, as: UTF8.self), terminator: "")
        row("peak memory of view", run.peakMegabytes, "MB", "(aim: at most 80, at most 150 at 2 GB)")
    }

    private static func row(_ name: String, _ value: Double, _ unit: String, _ note: String) {
        let figure = String(Double(Int(value * 1000 + 0.5)) / 1000)
        print("  \(name): \(figure) \(unit)  \(note)")
    }

    private static func ratio(_ a: Double, _ b: Double) -> String { String(Double(Int(a / b * 10 + 0.5)) / 10) }
}
