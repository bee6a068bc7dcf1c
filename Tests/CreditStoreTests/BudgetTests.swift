import CreditEngine
import CreditStore
import Testing

@Suite struct BudgetTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    @Test func anUnknownPriceIsNotNothing() {
        #expect(Spending(calls: 2, nanodollars: 1_000_000_000, unpricedCalls: 1).knownCost == nil)
        #expect(Spending(calls: 2, nanodollars: 1_000_000_000).knownCost == 1)
    }

    @Test func settlingReplacesTheReservation() async throws {
        let ledgers: [any SpendingLedger] = [store.ledger(of: "job"), MemoryLedger()]
        for ledger in ledgers {
            let one = try await ledger.reserve(Spending(calls: 1, tokens: 500, nanodollars: 9))
            #expect(try await ledger.used() == Spending(calls: 1, tokens: 500, nanodollars: 9))
            try await ledger.charge(one, used: Spending(calls: 1, tokens: 120, nanodollars: 5, milliseconds: 1.5))
            try await ledger.charge(one, used: Spending(calls: 1, tokens: 999))
            let two = try await ledger.reserve(Spending(calls: 1, tokens: 500))
            try await ledger.charge(two, used: Spending(calls: 1, tokens: 300, estimatedTokens: 300, unpricedCalls: 1))
            let used = Spending(
                calls: 2, tokens: 420, nanodollars: 5, milliseconds: 1.5, estimatedTokens: 300, unpricedCalls: 1)
            #expect(try await ledger.used() == used)
        }
        #expect(try await store.ledger(of: "other").used() == Spending())
    }

    @Test func aReservationThatWasNeverSettledStaysSpent() async throws {
        _ = try await store.ledger(of: "job").reserve(Spending(calls: 1, nanodollars: 2))
        try store.close()
        let ledger = try Store(folder: folder("s")).ledger(of: "job")
        #expect(try await ledger.used() == Spending(calls: 1, nanodollars: 2))
    }

    @Test func manyAtOnceAddUp() async throws {
        let ledger = store.ledger(of: "job")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let reservation = try await ledger.reserve(Spending(calls: 1, tokens: 100))
                    try await ledger.charge(reservation, used: Spending(calls: 1, tokens: number))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await ledger.used() == Spending(calls: 60, tokens: 60 * 59 / 2))
    }
}
