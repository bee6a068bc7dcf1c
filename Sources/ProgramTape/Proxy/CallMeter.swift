import CreditEngine
public import LanguageModels

/// Sees what a program's calls use: prices by the names of models, and a budget that each call needs a place in.
public struct CallMeter: Sendable {
    private let prices: [String: TokenPrice]
    private let budget: CallBudget?

    /// Makes a meter.
    ///
    /// - Parameters:
    ///   - prices: prices by the names that requests give; a name also stands for the dated ones that begin with it.
    ///   - budget: what may be spent; `nil` is without limit.
    public init(prices: [String: TokenPrice] = [:], budget: CallBudget? = nil) {
        (self.prices, self.budget) = (prices, budget)
    }

    /// The price of a model: its own, else that of the longest name that its name begins with.
    func price(of model: String) -> TokenPrice? {
        prices[model]
            ?? prices.filter { model.hasPrefix($0.key + "-") }.max { $0.key.count < $1.key.count }?.value
    }

    /// Takes a place for a call; throws `BudgetError`.
    func begin(_ asked: AskedCall, bytes: Int) async throws -> CallBudget.PassedCall? {
        try await budget?.place(
            bytes: bytes, output: asked.answerLimit, price: price(of: asked.model), model: asked.model)
    }

    /// Settles a call for what its answer says that it used; `nil` is a call that came to no answer.
    func end(_ place: CallBudget.PassedCall?, _ usage: Usage?) async {
        guard let place else { return }
        await budget?.settle(place, input: usage?.input, output: usage?.output)
    }

    /// Gives back the place of a call that its server refused.
    func release(_ place: CallBudget.PassedCall?) async {
        if let place { await budget?.release(place) }
    }

    /// US dollars that an answer cost; `nil` when its tokens or its price are not known.
    func cost(of answer: ModelAnswer, asked model: String) -> Double? {
        guard let input = answer.usage.input, let output = answer.usage.output else { return nil }
        return price(of: model)?.dollars(input: input, output: output)
    }
}
