import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Budgets")
struct BudgetTests {
    private let price = TokenPrice(inputPerMillion: 1, outputPerMillion: 2)

    private static func ok(_ usage: String) -> ScriptedTransport.Step {
        .json(#"{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":\#(usage)}"#)
    }

    @Test("However many calls are under way at once, the limit holds", arguments: 1...8)
    func concurrent(limit: Int) async {
        let budget = CallBudget(BudgetLimits(calls: limit, tokens: limit * 30), clock: PatientClock())
        let made = await withTaskGroup(of: Int.self) { group in
            for index in 0..<50 {
                group.addTask {
                    guard let place = try? budget.reserve(input: 20, output: 10, price: nil, model: "m") else {
                        return 0
                    }
                    await Task.yield()
                    budget.spend(place, index % 2 == 0 ? .reported(input: 20, output: 10) : .unknown, price: nil)
                    return 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(made == limit)
        #expect(budget.spending.calls == limit && budget.spending.tokens == limit * 30)
    }

    @Test("Tokens and money are reserved at their most and settled at what they were")
    func settles() throws {
        let budget = CallBudget(BudgetLimits(tokens: 100, cost: 0.000_150), clock: PatientClock())
        let place = try budget.reserve(input: 40, output: 30, price: price, model: "m")
        #expect(throws: BudgetError.tokens(limit: 100)) {
            try budget.reserve(input: 20, output: 20, price: price, model: "m")
        }
        #expect(throws: BudgetError.cost(limit: 0.000_150)) {
            try budget.reserve(input: 0, output: 30, price: price, model: "m")
        }
        budget.spend(place, .reported(input: 10, output: 5), price: price)
        #expect(
            budget.spending.tokens == 15 && budget.spending.knownCost == 0.000_02
                && budget.spending.estimatedTokens == 0)
        _ = try budget.reserve(input: 40, output: 45, price: price, model: "m")
    }

    @Test("A call that did nothing costs a call, one that may have worked costs its bound")
    func uses() throws {
        let budget = CallBudget(BudgetLimits(), clock: PatientClock())
        budget.spend(try budget.reserve(input: 4, output: 3, price: price, model: "m"), .none, price: price)
        #expect(budget.spending.calls == 1 && budget.spending.tokens == 0)
        budget.spend(try budget.reserve(input: 4, output: 3, price: nil, model: "m"), .unknown, price: nil)
        var expected = Spending()
        (expected.calls, expected.tokens, expected.estimatedTokens, expected.unpricedCalls) = (2, 7, 7, 1)
        #expect(budget.spending == expected)
    }

    @Test("An unknown price is not free")
    func unknownPrice() async throws {
        let bench = Bench(Self.ok("{}"), limits: BudgetLimits(cost: 5))
        let model = try bench.openAI()
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(error as? BudgetError == .unknownPrice(model: "tiny"))
        #expect(bench.transport.requests.isEmpty)
        let unlimited = try await Bench(Self.ok(#"{"prompt_tokens":5,"completion_tokens":2}"#)).openAI().reply(
            to: .greeting)
        #expect(unlimited.cost == nil && unlimited.usage == Usage(input: 5, output: 2))
    }

    @Test("A token budget refuses answers without a bound")
    func unbounded() async throws {
        let bench = Bench(Self.ok("{}"), limits: BudgetLimits(tokens: 5_000))
        var request = ModelRequest.greeting
        request.sampling.maxTokens = nil
        let (openAI, anthropic) = (try bench.openAI(), try bench.anthropic())
        let error = await failure { try await openAI.reply(to: request) }
        #expect(error as? ModelError == .noTokenLimit(origin: "http://127.0.0.1:9"))
        // Anthropic's protocol demands a bound, so there is one: 4096 and what is read stay within 5000.
        _ = await failure { try await anthropic.reply(to: request) }
        #expect(bench.transport.requests.count == 1)
    }

    @Test("Usage that is missing is estimated from above, and marked; the reply says nothing")
    func missingUsage() async throws {
        let bench = Bench(Self.ok("null"), limits: BudgetLimits(tokens: 10_000))
        let reply = try await bench.openAI().reply(to: .greeting)
        #expect(reply.usage == nil && reply.cost == nil)
        let spent = try #require(bench.services.budget?.spending)
        #expect(
            spent.tokens == TokenBound.of(ModelRequest.greeting.messages) + 20 && spent.estimatedTokens == spent.tokens)
    }

    @Test("Known price and usage make a cost")
    func cost() async throws {
        let bench = Bench(Self.ok(#"{"prompt_tokens":1000,"completion_tokens":20}"#), limits: BudgetLimits(cost: 1))
        let reply = try await bench.openAI(price: price).reply(to: .greeting)
        #expect(reply.cost == 0.001_04 && bench.services.budget?.spending.knownCost == 0.001_04)
    }

    @Test("Time ends a budget: before a call, instead of a wait, and inside a call")
    func time() async throws {
        let bench = Bench(
            .json(429, "{}", ["retry-after": "7"]), .fault(.timedOut(.total)),
            limits: BudgetLimits(milliseconds: 10_000))
        let model = try bench.openAI()
        bench.clock.move(5_000)
        let first = await failure { try await model.reply(to: .greeting) }
        #expect(first as? BudgetError == .time(milliseconds: 10_000))
        #expect(bench.clock.waits.isEmpty && bench.transport.requests.count == 1)
        #expect(bench.transport.limits.map(\.total) == [.milliseconds(5_000)])
        bench.clock.move(5_000)
        let second = await failure { try await model.reply(to: .greeting) }
        #expect(second as? BudgetError == .time(milliseconds: 10_000))
        #expect(bench.transport.requests.count == 1)
    }

    @Test("A budget goes on where an earlier session left it")
    func resumes() throws {
        var spent = Spending()
        (spent.calls, spent.milliseconds) = (9, 4_000)
        let clock = PatientClock()
        let budget = CallBudget(BudgetLimits(calls: 10, milliseconds: 5_000), spent: spent, clock: clock)
        budget.spend(try budget.reserve(input: 1, output: 1, price: nil, model: "m"), .none, price: nil)
        #expect(throws: BudgetError.calls(limit: 10)) {
            try budget.reserve(input: 1, output: 1, price: nil, model: "m")
        }
        clock.move(1_000)
        #expect(throws: BudgetError.time(milliseconds: 5_000)) {
            try budget.reserve(input: 1, output: 1, price: nil, model: "m")
        }
    }

    @Test("A ledger has every reservation before the call, holds across sessions, and forgets nothing that was cut off")
    func ledger() async throws {
        let ledger = MemoryLedger()
        let clock = PatientClock()
        let first = CallBudget(BudgetLimits(calls: 3), clock: clock)
        try await first.resume(ledger)
        let place = try await first.book(input: 10, output: 5, price: price, model: "m")
        #expect(await ledger.used() == Spending(calls: 1, tokens: 15, nanodollars: 20_000, estimatedTokens: 15))
        clock.move(400)
        await first.charge(place, .reported(input: 8, output: 1), price: price)
        #expect(await ledger.used() == Spending(calls: 1, tokens: 9, nanodollars: 10_000, milliseconds: 400))
        // Killed between sending and settling.
        _ = try await first.book(input: 10, output: 5, price: price, model: "m")
        let second = CallBudget(BudgetLimits(calls: 3), clock: clock)
        try await second.resume(ledger)
        #expect(second.spending.calls == 2 && second.spending.tokens == 24 && second.spending.milliseconds == 400)
        await second.charge(try await second.book(input: 1, output: 1, price: price, model: "m"), .none, price: price)
        await #expect(throws: BudgetError.calls(limit: 3)) {
            try await second.book(input: 1, output: 1, price: price, model: "m")
        }
        #expect(await ledger.used().calls == 3)
    }

    @Test("A ledger that cannot be written stops the call and takes nothing")
    func brokenLedger() async throws {
        struct Full: Error {}
        struct Broken: SpendingLedger {
            func reserve(_ most: Spending) async throws -> Int64 { throw Full() }
            func charge(_ reservation: Int64, used: Spending) async throws { throw Full() }
            func used() async throws -> Spending { Spending() }
        }
        let bench = Bench(Self.ok("{}"), limits: BudgetLimits(calls: 1))
        let budget = try #require(bench.services.budget)
        try await budget.resume(Broken())
        let model = try bench.openAI()
        #expect(await failure { try await model.reply(to: .greeting) } is Full)
        #expect(bench.transport.requests.isEmpty && budget.spending.calls == 0)
    }

    @Test(
        "Counts that no server can mean are unknown, and nothing overflows",
        arguments: ["9223372036854775807", "-1", "1e400", "\"5\"", "1.5"])
    func absurd(count: String) async throws {
        let bench = Bench(
            Self.ok(#"{"prompt_tokens":\#(count),"completion_tokens":1}"#), limits: BudgetLimits(tokens: 10_000))
        let reply = await failure { try await bench.openAI().reply(to: .greeting) }
        #expect(reply == nil)
        #expect((bench.services.budget?.spending.estimatedTokens ?? 0) > 0)
    }
}
