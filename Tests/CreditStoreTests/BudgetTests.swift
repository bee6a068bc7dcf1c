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

    static let refusals: [(SpendingLimits, Spending, Spending, BudgetRefusal?)] = [
        (SpendingLimits(), Spending(calls: 9), Spending(calls: 1), nil),
        (SpendingLimits(calls: 10), Spending(calls: 9), Spending(calls: 1), nil),
        (SpendingLimits(calls: 10), Spending(calls: 10), Spending(calls: 1), .calls(limit: 10)),
        (SpendingLimits(tokens: 100), Spending(tokens: 60), Spending(tokens: 41), .tokens(limit: 100)),
        (SpendingLimits(cost: 5), Spending(cost: 4), Spending(cost: 1), nil),
        (SpendingLimits(cost: 5), Spending(cost: 4), Spending(cost: 1.5), .cost(limit: 5)),
        (SpendingLimits(cost: 5), Spending(), Spending(callsWithoutPrice: 1), .unknownPrice(limit: 5)),
        (SpendingLimits(cost: 5), Spending(callsWithoutPrice: 1), Spending(), .unknownPrice(limit: 5)),
        (SpendingLimits(milliseconds: 60_000), Spending(milliseconds: 60_001), Spending(), .time(limit: 60_000)),
    ]

    @Test(arguments: refusals)
    func limitsHold(_ limits: SpendingLimits, _ used: Spending, _ asked: Spending, _ refusal: BudgetRefusal?) {
        #expect(limits.refusal(of: asked, after: used) == refusal)
    }

    @Test func anUnknownPriceIsNotNothing() {
        #expect(Spending(calls: 2, cost: 1, callsWithoutPrice: 1).knownCost == nil)
        #expect(Spending(calls: 2, cost: 1).knownCost == 1)
    }

    @Test func settlingReplacesTheReservation() async throws {
        let ledger = store.ledger(of: "job")
        let one = try await ledger.reserve(Spending(calls: 1, tokens: 500), within: SpendingLimits(tokens: 800))
        await #expect(throws: BudgetRefusal.tokens(limit: 800)) {
            try await ledger.reserve(Spending(calls: 1, tokens: 500), within: SpendingLimits(tokens: 800))
        }
        try await ledger.settle(one, used: Spending(calls: 1, tokens: 120, cost: 0.5))
        try await ledger.settle(one, used: Spending(calls: 1, tokens: 999))
        #expect(try await ledger.used() == Spending(calls: 1, tokens: 120, cost: 0.5))
        let two = try await ledger.reserve(Spending(calls: 1, tokens: 500), within: SpendingLimits(tokens: 800))
        try await ledger.settle(two, used: Spending(calls: 1, callsWithoutUsage: 1, callsWithoutPrice: 1))
        let used = try await ledger.used()
        #expect(used == Spending(calls: 2, tokens: 120, callsWithoutUsage: 1, cost: 0.5, callsWithoutPrice: 1))
        #expect(try await store.ledger(of: "other").used() == Spending())
    }

    @Test func aReservationThatWasNeverSettledStaysSpent() async throws {
        _ = try await store.ledger(of: "job").reserve(Spending(calls: 1, cost: 2), within: SpendingLimits(cost: 3))
        try store.close()
        let ledger = try Store(folder: folder("s")).ledger(of: "job")
        #expect(try await ledger.used() == Spending(calls: 1, cost: 2))
        await #expect(throws: BudgetRefusal.cost(limit: 3)) {
            try await ledger.reserve(Spending(calls: 1, cost: 2), within: SpendingLimits(cost: 3))
        }
    }

    @Test func manyAtOnceNeverExceedALimit() async throws {
        let ledger = store.ledger(of: "job")
        let granted = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    (try? await ledger.reserve(Spending(calls: 1), within: SpendingLimits(calls: 25))) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 25)
        #expect(try await ledger.used().calls == 25)
    }
}
