import CreditEngine
import CreditStore
import Testing

@testable import UseCases

/// A program keeps the lease only while it works.
@Suite struct StoreSessionTests {
    private let scratch: Scratch
    private let session: StoreSession
    private let store: Store

    init() throws {
        scratch = try Scratch()
        records = StoreSession(folder: scratch.path + "/s", purpose: "the inspector")
        store = try Store(folder: scratch.path + "/s")
    }

    @Test func theLeaseIsGivenBackAfterTheLastPieceOfWork() async throws {
        let (records, store) = (records, store)
        for _ in 0..<2 {
            try await records.work {
                _ = try await records.journal(of: "a", description: "{}", budget: nil)
                let holder = try await store.leaseHolder()
                #expect(holder?.purpose == "the inspector")
                try await records.work { _ = try await records.journal(of: "b", description: "{}", budget: nil) }
                let still = try await store.leaseHolder()
                #expect(still != nil, "the outer work still runs")
                try await records.finish(job: "a")
            }
            #expect(try await store.leaseHolder() == nil)
        }
    }

    @Test func failingGivesItBackToo() async throws {
        struct Failure: Error {}
        let records = records
        await #expect(throws: Failure.self) {
            try await records.work {
                _ = try await records.jobLease()
                throw Failure()
            }
        }
        #expect(try await store.leaseHolder() == nil)
    }

    /// Jobs that begin and end side by side never find their own program in the way.
    @Test func workSideBySideSharesIt() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for job in 0..<40 {
                group.addTask { [records] in
                    try await records.work {
                        let journal = try await records.journal(of: "job-\(job)", description: "{}", budget: nil)
                        try await journal.record([.init(key: "k", result: "\(job)")])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.leaseHolder() == nil)
        #expect(try await store.jobs().count == 40)
    }

    @Test func whoeverWasRefusedMayTryAgain() async throws {
        let (records, store) = (records, store)
        let other = try await store.lease(for: "somebody else's work")
        await #expect(throws: StoreError.self) { try await records.work { _ = try await records.jobLease() } }
        try await other.release()
        try await records.work { _ = try await records.jobLease() }
        try await records.deciding { store, _ in
            let holder = try await store.leaseHolder()
            #expect(holder != nil)
        }
        #expect(try await store.leaseHolder() == nil)
    }
}
