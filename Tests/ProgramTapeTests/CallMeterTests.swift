import CreditEngine
import LanguageModels
import Testing

@testable import ProgramTape

/// What a program's calls cost is seen, and no call is made that a budget has no place for.
struct CallMeterTests {
    private static let prices = ["small": TokenPrice(inputPerMillion: 1, outputPerMillion: 10)]
    private static let problem = Problem(id: "may", input: "What did May cost?", reference: "15")

    @Sendable private static func answer(_ asked: AskedCall, _: Int) -> (status: Int, answer: ModelAnswer) {
        (200, ModelAnswer(text: "Final: 15", usage: Usage(input: 100, output: 20), model: "m"))
    }

    private func program(_ address: String, _ meter: CallMeter) throws -> RecordedProgram {
        try RecordedProgram(
            team: nil, evaluator: nil, transport: CurlTransport(),
            endpoints: ModelEndpoints(upstream: address + "/v1", environment: [:]), meter: meter,
            launch: LedgerProgram.launch(
                LedgerProgram.script.replacing("\"model\": \"m\"", with: "\"model\": \"small-2026\"")))
    }

    @Test func messagesSayWhatTheyCost() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let budget = CallBudget(BudgetLimits(cost: 1), clock: SystemClock())
            let meter = CallMeter(prices: Self.prices, budget: budget)
            let trace = try await program(address, meter).record(Self.problem, id: "r").trace
            #expect(trace.messages.compactMap(\.cost) == [300e-6, 300e-6])
            let spent = budget.spending
            #expect(spent.nanodollars == 600_000 && spent.tokens == 240 && spent.unpricedCalls == 0)
            #expect(spent.calls == 0)
        }
    }

    @Test func withoutAPriceNothingIsInvented() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let trace = try await program(address, CallMeter()).record(Self.problem, id: "r").trace
            #expect(trace.messages.allSatisfy { $0.cost == nil && $0.usage != nil })
            let budget = CallBudget(BudgetLimits(cost: 1), clock: SystemClock())
            await #expect(throws: BudgetError.unknownPrice(model: "small-2026")) {
                try await program(address, CallMeter(budget: budget)).record(Self.problem, id: "r")
            }
        }
    }

    @Test func aCallWithoutAPlaceIsNotMade() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            // 4,096 tokens of answer may cost 4 cents; one call costs 0.03.
            let budget = CallBudget(BudgetLimits(cost: 0.0413), clock: SystemClock())
            let meter = CallMeter(prices: Self.prices, budget: budget)
            await #expect(throws: BudgetError.cost(limit: 0.0413)) {
                for run in 0..<10 { _ = try await program(address, meter).record(Self.problem, id: "r\(run)") }
            }
            #expect(server.requests.count < 10 && budget.spending.nanodollars == server.requests.count * 300_000)
        }
    }
}
