/// Makes things side by side and takes them in order.
enum OrderedRuns {
    /// Calls `make` for each item, at most `width` at once, and `consume` with each result in the order of the items.
    static func forEach<Item: Sendable, Made: Sendable>(
        _ items: [Item], width: Int, make: @escaping @Sendable (Item) async throws -> Made,
        consume: (Item, Made) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Made).self) { group in
            var waiting: [Int: Made] = [:]
            var (started, handed) = (0, 0)
            func start() {
                let index = started
                group.addTask { (index, try await make(items[index])) }
                started += 1
            }
            while started < min(width, items.count) { start() }
            while let (index, made) = try await group.next() {
                waiting[index] = made
                while let next = waiting.removeValue(forKey: handed) {
                    try consume(items[handed], next)
                    handed += 1
                }
                if started < items.count { start() }
            }
        }
    }
}
