import CreditEngine
import CreditStore
import LanguageModels
import Synchronization

/// The store of one command, its lease on jobs, and the journals under it; nothing is opened before it is needed.
actor WorkRecords {
    /// Whether samples and spending of an earlier time are forgotten.
    nonisolated let isFresh: Bool
    /// The store's folder.
    nonisolated let folder: String
    /// The calls under way of all models that keep their answers here.
    nonisolated let flights = ReplyFlights()
    private let access: Store.Access
    private let purpose: String
    private let opening = Mutex<Result<Store, any Error>?>(nil)
    private var lease: Lease?
    private var begun: Set<String> = []

    /// Records in a store.
    ///
    /// - Parameters:
    ///   - folder: the store's folder; `nil` is the usual one.
    ///   - purpose: what the lease is for, told to whoever else asks (`measure run-1`).
    ///   - isReadOnly: whether nothing may be written.
    init(folder: String?, purpose: String, isFresh: Bool = false, isReadOnly: Bool = false) {
        self.folder = folder ?? Store.defaultFolder()
        self.purpose = purpose
        self.isFresh = isFresh
        access = isReadOnly ? .readOnly : .readWrite
    }

    /// The store; throws `StoreError` when it cannot be opened.
    nonisolated func opened() throws -> Store {
        try opening.withLock { opening in
            if let opening { return opening }
            let result = Result { try Store(folder: folder, access: access) }
            opening = result
            return result
        }.get()
    }

    /// The right to run jobs and to decide, taken once; throws `StoreError`.
    func jobLease() async throws -> Lease {
        if let lease { return lease }
        let taken = try await opened().lease(for: purpose)
        lease = taken
        return taken
    }

    /// Decides under the lease of the jobs where one is held, else under one that is given back at once.
    ///
    /// Throws `StoreError`, with its holder when another process has the lease.
    func deciding<Result: Sendable>(
        _ body: @Sendable (Store, Lease) async throws -> Result
    ) async throws -> Result {
        let store = try opened()
        if let lease { return try await body(store, lease) }
        let own = try await store.lease(for: "a decision in \(purpose)")
        do {
            let result = try await body(store, own)
            try await own.release()
            return result
        } catch {
            try? await own.release()
            throw error
        }
    }

    /// The journal of a job, and the budget gone on with; see `Crew.journal`.
    func journal(of job: String, description: String, budget: CallBudget?) async throws -> any SampleJournal {
        let lease = try await jobLease()
        let store = try opened()
        // The same job again in this process goes on with what it just finished.
        let startsOver = isFresh && begun.insert(job).inserted
        let journal = try await store.journal(of: job, description: description, fresh: startsOver, under: lease)
        let ledger = store.ledger(of: job)
        if startsOver { try await ledger.forget() }
        try await budget?.resume(ledger)
        return journal
    }

    /// Notes that a job is done.
    func finish(job: String) async throws {
        guard let lease else { return }
        try await opened().finish(job: job, under: lease)
    }
}

extension WorkRecords: ReplyCache {
    /// The answer kept under a key; `nil` when there is none.
    nonisolated func reply(for key: String) async throws -> ModelReply? { try await opened().reply(for: key) }

    /// Keeps an answer.
    nonisolated func keep(_ reply: ModelReply, for key: String) async throws {
        try await opened().keep(reply, for: key)
    }

    /// Keeps an answer in the place of an earlier one.
    nonisolated func supersede(_ reply: ModelReply, for key: String) async throws {
        try await opened().supersede(reply, for: key)
    }
}
