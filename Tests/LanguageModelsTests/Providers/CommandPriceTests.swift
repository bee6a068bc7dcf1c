import CreditEngine
import Testing

@testable import LanguageModels

@Suite("What a program's answers cost")
struct CommandPriceTests {
    private func ask(_ answer: String, price: TokenPrice?) async throws -> (reply: ModelReply, spent: Spending) {
        let budget = CallBudget(BudgetLimits(cost: price == nil ? nil : 1), clock: PatientClock())
        let model = try CommandModel(
            ["sh", "-c", "echo '\(answer)'"], price: price, alias: "small", services: CommandServices(budget: budget))
        return (try await model.reply(to: .greeting), budget.spending)
    }

    @Test("It is billed by what it reports, else by its price, else unknown")
    func bills() async throws {
        let price = TokenPrice(inputPerMillion: 100, outputPerMillion: 200)
        let used = #""usage":{"input":10,"output":5}"#
        let priced = try await ask(#"{"text":"a",\#(used)}"#, price: price)
        #expect(priced.reply.cost == 0.002 && priced.spent.knownCost == 0.002 && priced.spent.tokens == 15)
        for known in [price, nil] {
            let billed = try await ask(#"{"text":"a","cost_usd":0.25,\#(used)}"#, price: known)
            #expect(billed.reply.cost == 0.25 && billed.spent.knownCost == 0.25 && billed.spent.tokens == 15)
        }
        let unknown = try await ask(#"{"text":"a",\#(used)}"#, price: nil)
        #expect(unknown.reply.cost == nil && unknown.spent.knownCost == nil)
    }

    @Test("Messages name the team file's model beside the program")
    func names() async throws {
        let budget = CallBudget(BudgetLimits(cost: 1), clock: PatientClock())
        let model = try CommandModel(["false"], alias: "small", services: CommandServices(budget: budget))
        let unpriced = await failure { try await model.reply(to: .greeting) }
        #expect(unpriced as? BudgetError == .unknownPrice(model: "small (false)"))
        let free = try CommandModel(["false"], alias: "small")
        let failed = await failure { try await free.reply(to: .greeting) }
        #expect(failed.map { "\($0)" }?.hasPrefix("small (false) ended with status 1") == true)
    }
}
