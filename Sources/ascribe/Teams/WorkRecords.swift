import CreditEngine
import CreditStore
import LanguageModels
import Synchronization

/// The store of one command, its lease on jobs, and the journals under it; nothing is opened before it is needed.
actor WorkRecords {
    /// Whether samples and spending of an earlier time are forgotten.
    nonisolated let isFresh: Bool
    private let folder: String
    private let access: Store.Access
    private let purpose: String
    private let opening = Mutex<Result<Store, any Error>?>(nil)
    private var lease: Lease?

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

    /// The journal of a job, and the budget gone on with; see `Crew.journal`.
    func journal(of job: String, description: String, budget: CallBudget?) async throws -> any SampleJournal {
        let lease = try await jobLease()
        return try await opened().journal(of: job, description: description, fresh: isFresh, under: lease)
    }

    /// Notes that a job is done.
    func finish(job: String) async throws {
        guard let lease else { return }
        try await opened().finish(job: job, under: lease)
    }
}
