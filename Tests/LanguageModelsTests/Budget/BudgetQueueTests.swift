import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Waiting for a place in a budget")
struct BudgetQueueTests {
    private let price = TokenPrice(inputPerMillion: 1, outputPerMillion: 2)

    private static func waits(_ budget: CallBudget, _ count: Int) async {
        while budget.waiting < count { await Task.yield() }
    }

    @Test(
        "What does not fit beside a call under way fits when that has used less than it could",
        arguments: [BudgetLimits(tokens: 100), BudgetLimits(cost: 0.000_150)])
    func fitsLater(limits: BudgetLimits) async throws {
        let budget = CallBudget(limits, clock: PatientClock())
        let place = try await budget.book(input: 40, output: 50, price: price, model: "m")
        let later = Task { try await budget.book(input: 40, output: 50, price: price, model: "m") }
        await Self.waits(budget, 1)
        await budget.charge(place, .reported(input: 5, output: 1), price: price)
        let second = try await later.value
        await budget.charge(second, .reported(input: 5, output: 1), price: price)
        #expect(budget.spending.calls == 2 && budget.spending.tokens == 12)
    }

    @Test("A budget is spent only when nothing is under way, and then for all who wait")
    func spentAtLast() async throws {
        let budget = CallBudget(BudgetLimits(calls: 2), clock: PatientClock())
        let places = try await [
            budget.book(input: 1, output: 1, price: nil, model: "m"),
            budget.book(input: 1, output: 1, price: nil, model: "m"),
        ]
        let waiting = (0..<3).map { _ in
            Task { _ = try await budget.book(input: 1, output: 1, price: nil, model: "m") }
        }
        await Self.waits(budget, 3)
        await budget.charge(places[0], .unknown, price: nil)
        #expect(budget.waiting == 3)
        await budget.charge(places[1], .unknown, price: nil)
        for one in waiting { await #expect(throws: BudgetError.calls(limit: 2)) { try await one.value } }
        #expect(budget.spending.calls == 2)
    }

    @Test("The place of a call that was never made is free again, and the lowest rank takes it")
    func ranks() async throws {
        let (budget, ledger) = (CallBudget(BudgetLimits(calls: 1), clock: PatientClock()), MemoryLedger())
        try await budget.resume(ledger)
        let place = try await budget.book(input: 1, output: 1, price: nil, model: "m")
        let late = Task { try await budget.book(input: 1, output: 1, price: nil, model: "m") }
        await Self.waits(budget, 1)
        let early = WorkRank.$current.withValue(0) {
            Task { try await budget.book(input: 1, output: 1, price: nil, model: "m") }
        }
        await Self.waits(budget, 2)
        await budget.release(place)
        let taken = try await early.value
        #expect(budget.waiting == 1)
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        await budget.charge(taken, .none, price: nil)
        #expect(budget.spending.calls == 1 && budget.waiting == 0)
        #expect(await ledger.used().calls == 1)
    }

    @Test("A program that cannot be started is no call, and neither is a run that never began")
    func neverBegan() async throws {
        let budget = CallBudget(BudgetLimits(calls: 1), clock: PatientClock())
        let model = try CommandModel(["./no-such-program"], services: CommandServices(budget: budget))
        for _ in 0..<3 {
            let error = await failure { try await model.reply(to: .greeting) }
            #expect(error as? CommandModelError == .notFound("./no-such-program"))
        }
        await #expect(throws: TransportFault.unreachable) {
            try await budget.countingRun(of: "x", unless: { $0 is TransportFault }) { throw TransportFault.unreachable }
        }
        #expect(budget.spending.calls == 0)
    }
}
