import LanguageModels

/// Makes things side by side and takes them in order.
enum OrderedRuns {
    /// Calls `make` for each item, at most `width` at once, and `consume` with each result in the order of the items.
    ///
    /// When one fails, no further one begins; those under way are let finish, what is finished is consumed in order, and
    /// the error of the first failed item is thrown. What `consume` throws ends all at once.
    /// - Parameter mayBegin: whether one more may begin beside so many under way; always asked again when one has ended,
    ///   and not when none is under way.
    static func forEach<Item: Sendable, Made: Sendable>(
        _ items: [Item], width: Int, mayBegin: (_ underWay: Int) -> Bool = { _ in true },
        make: @escaping @Sendable (Item) async throws -> Made, consume: (Item, Made) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result<Made, any Error>).self) { group in
            var waiting: [Int: Result<Made, any Error>] = [:]
            var (started, ended, handed) = (0, 0, 0)
            var failure: (any Error)?
            func start() {
                while failure == nil, started < items.count, started - ended < width,
                    started == ended || mayBegin(started - ended)
                {
                    let index = started
                    // Where money is short, the first in order are served first.
                    group.addTask {
                        await CallBudget.$rank.withValue(index) {
                            (index, await Self.result { try await make(items[index]) })
                        }
                    }
                    started += 1
                }
            }
            start()
            while let (index, made) = try await group.next() {
                ended += 1
                waiting[index] = made
                if case .failure(let error) = made, failure == nil { failure = error }
                while let next = waiting.removeValue(forKey: handed) {
                    handed += 1
                    if case .success(let made) = next { try consume(items[handed - 1], made) }
                }
                start()
            }
            if let failure { throw failure }
        }
    }

    private static func result<Made>(_ make: () async throws -> Made) async -> Result<Made, any Error> {
        do { return .success(try await make()) } catch { return .failure(error) }
    }
}
