package import CreditEngine
package import CreditStore
package import LanguageModels
import Synchronization

/// The store of one command, its lease on jobs, and the journals under it; nothing is opened before it is needed.
package actor StoreSession {
    /// Whether samples and spending of an earlier time are forgotten.
    package nonisolated let isFresh: Bool
    /// The store's folder.
    package nonisolated let folder: String
    /// The calls under way of all models that keep their answers here.
    nonisolated let flights = ReplyFlights()
    private let access: Store.Access
    private let purpose: String
    private let opening = Mutex<Result<Store, any Error>?>(nil)
    private var taking: Task<Lease, any Error>?
    private var giving: Task<Void, Never>?
    private var working = 0
    private var begun: Set<String> = []

    /// Records in a store.
    ///
    /// - Parameters:
    ///   - folder: the store's folder; `nil` is the usual one.
    ///   - purpose: what the lease is for, told to whoever else asks (`measure run-1`).
    ///   - access: what the person allows.
    package init(folder: String?, purpose: String, isFresh: Bool = false, access: UseCases.Access = .full) {
        self.folder = folder ?? Store.defaultFolder()
        self.purpose = purpose
        self.isFresh = isFresh
        self.access = access == .full ? .readWrite : .readOnly
    }

    /// The store; throws `StoreError` when it cannot be opened.
    package nonisolated func opened() throws -> Store {
        try opening.withLock { opening in
            if let opening { return opening }
            let result = Result { try Store(folder: folder, access: access) }
            opening = result
            return result
        }.get()
    }

    /// The right to run jobs and to decide, taken once; throws `StoreError`.
    func jobLease() async throws -> Lease {
        if let taking { return try await taking.value }
        let (store, purpose, giving) = (try opened(), purpose, giving)
        let task = Task {
            await giving?.value
            return try await store.lease(for: purpose)
        }
        taking = task
        do {
            return try await task.value
        } catch {
            // Whoever has it may be done by the next time.
            if taking == task { taking = nil }
            throw error
        }
    }

    /// Does one piece of work; when no other is under way after it, the lease is given back, so that an idle program
    /// keeps nobody waiting.
    package func work<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
        working += 1
        do {
            let result = try await body()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func leave() async {
        working -= 1
        guard working == 0, let taken = taking else { return }
        taking = nil
        // What could not be given back ends with the process.
        let task = Task { _ = try? await taken.value.release() }
        giving = task
        await task.value
    }

    /// The lease, if this program has it now.
    private var lease: Lease? {
        get async { try? await taking?.value }
    }

    /// Decides under the lease of the jobs where one is held, else under one that is given back at once.
    ///
    /// Throws `StoreError`, with its holder when another process has the lease.
    package func deciding<Result: Sendable>(
        for purpose: String? = nil, _ body: @Sendable (Store, Lease) async throws -> Result
    ) async throws -> Result {
        let store = try opened()
        if let lease = await lease { return try await body(store, lease) }
        let own = try await store.lease(for: purpose ?? "a decision in \(self.purpose)")
        do {
            let result = try await body(store, own)
            try await own.release()
            return result
        } catch {
            try? await own.release()
            throw error
        }
    }

    /// The journal of a job, and the budget gone on with; see `TeamRuntime.journal`.
    package func journal(of job: String, description: String, budget: CallBudget?) async throws -> any SampleJournal {
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
    package func finish(job: String) async throws {
        guard let lease = await lease else { return }
        try await opened().finish(job: job, under: lease)
    }
}

extension StoreSession: ReplyCache {
    /// The answer kept under a key; `nil` when there is none.
    package nonisolated func reply(for key: String) async throws -> ModelReply? { try await opened().reply(for: key) }

    /// Keeps an answer.
    package nonisolated func keep(_ reply: ModelReply, for key: String) async throws {
        try await opened().keep(reply, for: key)
    }

    /// Keeps an answer in the place of an earlier one.
    package nonisolated func supersede(_ reply: ModelReply, for key: String) async throws {
        try await opened().supersede(reply, for: key)
    }
}
