/// Does work side by side and hands over each result in the order of the items, as soon as it and all before it are there.
///
/// When one fails, no further one begins. Those under way are let finish, because somebody may pay for them; what is
/// finished is consumed in order, and then the first error is thrown. What `consume` throws ends all at once. The
/// cancellation of the calling task reaches all work under way.
///
/// - Parameters:
///   - width: the most items under way at once; 1 or less is one after the other.
///   - mayBegin: whether one more may begin beside so many under way; asked again whenever one has ended, and not asked
///     when none is under way.
///   - make: the work on one item.
///   - consume: takes an item and its result.
public func inOrder<Item: Sendable, Made: Sendable>(
    _ items: [Item], width: Int, mayBegin: (_ underWay: Int) -> Bool = { _ in true },
    make: @escaping @Sendable (Item) async throws -> Made, consume: (Item, Made) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: (Int, Result<Made, any Error>).self) { group in
        var waiting: [Int: Made] = [:]
        var (started, ended, handed) = (0, 0, 0)
        var failure: (any Error)?
        func start() {
            while failure == nil, started < items.count, started - ended < max(1, width),
                started == ended || mayBegin(started - ended)
            {
                let index = started
                let rank = WorkRank.current == .max ? index : WorkRank.current
                group.addTask {
                    await WorkRank.$current.withValue(rank) {
                        do {
                            try Task.checkCancellation()
                            return (index, .success(try await make(items[index])))
                        } catch {
                            return (index, .failure(error))
                        }
                    }
                }
                started += 1
            }
        }
        start()
        while let (index, result) = try await group.next() {
            ended += 1
            switch result {
            case .success(let made): waiting[index] = made
            case .failure(let error): failure = failure ?? error
            }
            while let made = waiting.removeValue(forKey: handed) {
                try await consume(items[handed], made)
                handed += 1
            }
            start()
        }
        if let failure { throw failure }
    }
}

/// The results of work that is done side by side, in the order of the items.
///
/// What happens when one fails is said at `inOrder(_:width:mayBegin:make:consume:)`.
public func inOrder<Item: Sendable, Made: Sendable>(
    _ items: [Item], width: Int, make: @escaping @Sendable (Item) async throws -> Made
) async throws -> [Made] {
    var results: [Made] = []
    try await inOrder(items, width: width, make: make) { results.append($1) }
    return results
}
