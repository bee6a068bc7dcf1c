import CreditEngine
import CreditStore
import Foundation

/// Prints what commits cost.
func measure(_ store: Store) async throws {
    let lease = try await store.lease(for: "measuring")
    let result = String(repeating: "r", count: 400)

    let single = try await store.journal(of: "single", fresh: true, under: lease)
    var costs: [Double] = []
    for number in 0..<300 {
        costs.append(
            try await milliseconds {
                try await single.record([FinishedSample(key: "s\(number)", result: result)])
            })
    }
    costs.sort()
    say("one sample a commit, ms: median \(round(costs[150])), 90th percentile \(round(costs[270]))")

    for size in [100, 1_000] {
        let journal = try await store.journal(of: "batches of \(size)", fresh: true, under: lease)
        let time = try await milliseconds {
            for start in stride(from: 0, to: 100_000, by: size) {
                try await journal.record((start..<start + size).map { FinishedSample(key: "s\($0)", result: result) })
            }
        }
        say("100,000 samples in batches of \(size), s: \(round(time / 1000))")
    }

    let shared = try await store.journal(of: "shared", fresh: true, under: lease)
    let time = try await milliseconds {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<64 {
                group.addTask {
                    for number in 0..<100 {
                        try await shared.record([FinishedSample(key: "w\(worker)-\(number)", result: result)])
                    }
                }
            }
            try await group.waitForAll()
        }
    }
    say("6,400 samples one by one from 64 workers, s: \(round(time / 1000))")

    let reading = try await milliseconds { _ = try await shared.finished() }
    say("reading back 6,400 samples, ms: \(round(reading))")
    try await lease.release()
}

private func milliseconds(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start) / .milliseconds(1)
}

private func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }
