import CreditEngine
import CreditStore
import Foundation
import Testing
import TraceFiles

@testable import UseCases

/// A watch that is ended and started again says what one says that goes on.
@Suite struct WatchRestartTests {
    private let folder: TemporaryFolder
    private let permit: Permit

    init() throws {
        folder = try TemporaryFolder()
        permit = try Access.full.permit(or: .writing)
    }

    /// One run in a line; half of those behind number 700 fail, by another agent, and ask something else.
    private static func line(_ number: Int, _ seed: UInt64 = 3) -> String {
        let isLater = number >= 700
        let success = KeyedRandom(seed: seed).unit("success", number) < (isLater ? 0.4 : 0.8)
        let task = isLater ? "Name the \(number) longest rivers of a far country" : "What is \(number) plus 1?"
        return """
            {"type":"trace","trace":"r-\(number)","problem":{"id":"p-\(number)","input":"\(task)","reference":"\(number + 1)"},"messages":[{"turn":1,"agent":"clerk","output":"The answer is \(success || isLater ? number + 1 : 7).","latency_ms":\(number % 13)},{"turn":1,"agent":"writer","output":"So it is \(success ? number + 1 : 99).","usage":{"input_tokens":\(number),"output_tokens":3}}],"outcome":{"success":\(success)}}

            """
    }

    private func write(_ numbers: Range<Int>, to file: String) throws {
        let path = folder.path + "/" + file
        if !FileManager.default.fileExists(atPath: path) {
            #expect(FileManager.default.createFile(atPath: path, contents: nil))
        }
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(numbers.map { Self.line($0) }.joined().utf8))
        try handle.close()
    }

    private func baseline() throws -> String {
        let path = folder.path + "/before.jsonl"
        let lines = (0..<100).map { Self.line($0, 9) }.joined()
        #expect(FileManager.default.createFile(atPath: path, contents: Data(lines.utf8)))
        return path
    }

    /// Watches until everything is scored; answers the state of things at the end, in words that leave nothing out.
    private func watch(_ file: String, store: String, baseline: String?) async throws -> String {
        let order = WatchOrder(
            paths: [folder.path + "/" + file], options: ReadingOptions(), estimator: TraceEstimator(),
            baseline: baseline, store: folder.path + "/" + store, quiet: 0, endsWhenIdle: true, team: nil, chance: 0)
        var last = WatchSummary()
        try await Watching.run(order, permit) { event in
            if case .summary(let summary) = event { last = summary }
        }
        return String(decoding: WatchRecord.record(last, perMinute: 0), as: UTF8.self)
    }

    /// Does something with a store while nobody watches.
    private func between<Result: Sendable>(
        _ file: String, store name: String, _ work: (Store, WatchLease) async throws -> Result
    ) async throws -> Result {
        let store = try Store(folder: folder.path + "/" + name)
        let real = try #require(realpath(folder.path + "/" + file, nil))
        defer { free(real) }
        let lease = try await store.watch(named: String(cString: real))
        let result = try await work(store, lease)
        try await lease.release()
        try store.close()
        return result
    }

    /// What a store keeps of a watch.
    private func kept(_ file: String, store: String) async throws -> (alarms: [String], changes: Int) {
        try await between(file, store: store) { store, lease in
            let alarms = try await store.alarms(of: lease).map { "\($0.run) \($0.alarm)" }
            return (alarms, try await store.changes(of: lease).count)
        }
    }

    /// Puts a snapshot in the place of the one that is kept.
    private func put(_ snapshot: WatchSnapshot, into store: String) async throws {
        try await between("runs.jsonl", store: store) { store, lease in
            #expect(try await store.changes(of: lease).count < 600)
            var step = WatchStep()
            step.snapshot = snapshot
            _ = try await store.keep(step, of: lease)
        }
    }

    @Test func manyRestartsSayWhatOneWatchSays() async throws {
        let baseline = try baseline()
        try write(0..<1_200, to: "whole.jsonl")
        let whole = try await watch("whole.jsonl", store: "a", baseline: baseline)
        var parts = ""
        // The second restart has a snapshot behind it, the last ones have one and more.
        let ends = [0, 130, 600, 640, 760, 1_150, 1_200]
        for (start, end) in zip(ends, ends.dropFirst()) {
            try write(start..<end, to: "parts.jsonl")
            parts = try await watch("parts.jsonl", store: "b", baseline: baseline)
        }
        #expect(parts == whole)
        let (once, often) = (try await kept("whole.jsonl", store: "a"), try await kept("parts.jsonl", store: "b"))
        #expect(once.alarms.contains { $0.contains("\"kind\":\"success\"") })
        #expect(once.alarms.contains { $0.contains("\"kind\":\"tasks\"") })
        #expect(often.alarms == once.alarms)
        // A restart reads what came since the last snapshot, and not all that is kept.
        #expect(often.changes < 800 && once.changes < 800)
    }

    @Test(arguments: [nil, "0 older"])
    func withoutASnapshotOfUseAllRunsAreReadAgain(basis: String?) async throws {
        let baseline = try baseline()
        try write(0..<600, to: "runs.jsonl")
        let first = try await watch("runs.jsonl", store: "s", baseline: baseline)
        let own = try WatchBaseline(baseline, options: ReadingOptions(), estimator: TraceEstimator())
        let state = Data(#"{"summary":{"runs":7},"monitors":{}}"#.utf8)
        try await put(WatchSnapshot(basis: basis ?? WatchMemory.basis(own), state: state), into: "s")
        #expect(try await watch("runs.jsonl", store: "s", baseline: baseline) == first)
        // Against another baseline the same runs count, and the snapshot against the first is not taken for it.
        #expect(try await watch("runs.jsonl", store: "s", baseline: nil).contains("\"runs\":600"))
    }

    @Test func aRunThatIsCompletedBehindASnapshotCountsOnce() async throws {
        try write(0..<600, to: "runs.jsonl")
        let path = folder.path + "/runs.jsonl"
        func append(_ record: String) throws {
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data((record + "\n").utf8))
            try handle.close()
        }
        try append(#"{"type":"message","trace":"slow","turn":1,"agent":"clerk","output":"The answer is 4."}"#)
        #expect(try await watch("runs.jsonl", store: "s", baseline: nil).contains("\"runs\":601"))
        try append(#"{"type":"outcome","trace":"slow","success":false}"#)
        let completed = try await watch("runs.jsonl", store: "s", baseline: nil)
        #expect(completed.contains("\"runs\":601"))
        // Once more from the store alone, and from all runs.
        #expect(try await watch("runs.jsonl", store: "s", baseline: nil) == completed)
        try await put(WatchSnapshot(basis: "0 older", state: Data()), into: "s")
        #expect(try await watch("runs.jsonl", store: "s", baseline: nil) == completed)
    }
}
