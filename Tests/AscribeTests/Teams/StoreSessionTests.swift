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
        session = StoreSession(folder: scratch.path + "/s", purpose: "the inspector")
        store = try Store(folder: scratch.path + "/s")
    }

    @Test func theLeaseIsGivenBackAfterTheLastPieceOfWork() async throws {
        let (session, store) = (session, store)
        for _ in 0..<2 {
            try await session.work {
                _ = try await session.journal(of: "a", description: "{}", budget: nil)
                let holder = try await store.leaseHolder()
                #expect(holder?.purpose == "the inspector")
                try await session.work { _ = try await session.journal(of: "b", description: "{}", budget: nil) }
                let still = try await store.leaseHolder()
                #expect(still != nil, "the outer work still runs")
                try await session.finish(job: "a")
            }
            #expect(try await store.leaseHolder() == nil)
        }
    }

    @Test func failingGivesItBackToo() async throws {
        struct Failure: Error {}
        let session = session
        await #expect(throws: Failure.self) {
            try await session.work {
                _ = try await session.jobLease()
                throw Failure()
            }
        }
        #expect(try await store.leaseHolder() == nil)
    }

    /// Jobs that begin and end side by side never find their own program in the way.
    @Test func workSideBySideSharesIt() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for job in 0..<40 {
                group.addTask { [session] in
                    try await session.work {
                        let journal = try await session.journal(of: "job-\(job)", description: "{}", budget: nil)
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
        let (session, store) = (session, store)
        let other = try await store.lease(for: "somebody else's work")
        await #expect(throws: StoreError.self) { try await session.work { _ = try await session.jobLease() } }
        try await other.release()
        try await session.work { _ = try await session.jobLease() }
        try await session.deciding { store, _ in
            let holder = try await store.leaseHolder()
            #expect(holder != nil)
        }
        #expect(try await store.leaseHolder() == nil)
    }
}
