import Foundation

/// Measures what it costs to keep each replay on a disk against keeping it in memory; prints, and never judges.
enum JournalBenchmark {
    private static let rounds = 9

    /// - Parameters:
    ///   - ascribe: the release program.
    ///   - file: runs of a simulated team, of which `run-1` is measured.
    ///   - folder: where the disk is.
    static func run(_ ascribe: String, _ file: String, disk folder: String) throws {
        let places = [("memory", "/dev/shm"), ("disk", folder)].map { ($0.0, $0.1 + "/ascribe-journal-\(getpid())") }
        defer { for (_, place) in places { try? FileManager.default.removeItem(atPath: place) } }
        var times: [[Double]] = [[], []]
        // The first round makes the stores and is not counted; then the places take turns.
        for round in 0...rounds {
            for (index, (name, place)) in places.enumerated() {
                let command = ["measure", file, "--trace", "run-1", "--budget", "60", "--jobs", "8", "--fresh"]
                let run = try Spawned.run([ascribe] + command + ["--store", place])
                guard run.status == 0 else { throw BenchmarkError.cannotRun("\(ascribe) measure \(file) (\(name))") }
                if round > 0 { times[index].append(run.seconds) }
            }
        }
        let medians = times.map { $0.sorted()[rounds / 2] }
        print("measure run-1 with 60 replays and 8 jobs, every replay journaled, median of \(rounds)")
        for ((name, _), seconds) in zip(places, medians) { print("  \(name): \(rounded(seconds)) s") }
        print("  disk / memory: \(rounded(medians[1] / medians[0])) (aim: at most 1.3)")
    }

    private static func rounded(_ value: Double) -> String { String(Double(Int(value * 1000 + 0.5)) / 1000) }
}
