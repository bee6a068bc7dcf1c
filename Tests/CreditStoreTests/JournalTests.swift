import CreditEngine
import CreditStore
import Foundation
import Testing

@Suite struct JournalTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    @Test func aRestartFindsWhatWasFinished() async throws {
        let lease = try await store.lease(for: "first")
        let journal = try await store.journal(of: "job", description: #"{"budget":60}"#, under: lease)
        try await journal.record([FinishedSample(key: "a", result: "1"), FinishedSample(key: "b", result: "2")])
        try await lease.release()
        try store.close()

        let again = try Store(folder: folder("s"))
        let resumed = try await again.journal(of: "job", under: again.lease(for: "second"))
        #expect(try await resumed.finished() == ["a": "1", "b": "2"])
        #expect(try await resumed.result(of: "b") == "2")
        #expect(try await resumed.result(of: "c") == nil)
        #expect(try await again.jobs().map(\.description) == [#"{"budget":60}"#])
        #expect(try await again.jobs().map(\.samples) == [2])
    }

    @Test func aSampleKeepsItsFirstResult() async throws {
        let journal = try await store.journal(of: "job", under: store.lease(for: "test"))
        try await journal.record([FinishedSample(key: "a", result: "1")])
        try await journal.record([FinishedSample(key: "a", result: "2"), FinishedSample(key: "b", result: "3")])
        #expect(try await journal.finished() == ["a": "1", "b": "3"])
    }

    @Test func jobsAreApartAndFreshForgetsOneOnly() async throws {
        let lease = try await store.lease(for: "test")
        let one = try await store.journal(of: "one", under: lease)
        let two = try await store.journal(of: "two", under: lease)
        try await one.record([FinishedSample(key: "a", result: "1")])
        try await two.record([FinishedSample(key: "a", result: "2")])
        let fresh = try await store.journal(of: "one", fresh: true, under: lease)
        #expect(try await fresh.finished().isEmpty)
        #expect(try await two.finished() == ["a": "2"])
        try await store.finish(job: "two", under: lease)
        let jobs = try await store.jobs()
        #expect(jobs.first { $0.name == "two" }?.finished != nil)
        #expect(jobs.first { $0.name == "one" }?.finished == nil)
    }

    @Test func manyWorkersShareCommitsAndLoseNothing() async throws {
        let journal = try await store.journal(of: "job", under: store.lease(for: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<500 {
                group.addTask { try await journal.record([FinishedSample(key: "\(number)", result: "r\(number)")]) }
            }
            try await group.waitForAll()
        }
        let finished = try await journal.finished()
        #expect(finished.count == 500)
        #expect(finished.allSatisfy { $0.value == "r" + $0.key })
    }

    @Test func aCancelledTaskStillKeepsWhatItPaidFor() async throws {
        let journal = try await store.journal(of: "job", under: store.lease(for: "test"))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await journal.record([FinishedSample(key: "paid", result: "1")])
        }
        try await task.value
        #expect(try await journal.result(of: "paid") == "1")
    }

    @Test func withoutTheLeaseNothingIsJournaled() async throws {
        let lease = try await store.lease(for: "test")
        let journal = try await store.journal(of: "job", under: lease)
        try await lease.release()
        await #expect(throws: StoreError.leaseLost) {
            try await journal.record([FinishedSample(key: "a", result: "1")])
        }
        #expect(try await journal.finished().isEmpty)
    }

    @Test func memoryJournalKeepsTheSamePromises() async throws {
        let journal: any SampleJournal = MemoryJournal()
        try await journal.record([FinishedSample(key: "a", result: "1")])
        try await journal.record([FinishedSample(key: "a", result: "2")])
        #expect(try await journal.finished() == ["a": "1"])
        #expect(try await journal.result(of: "a") == "1")
    }
}
