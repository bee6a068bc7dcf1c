internal import CreditEngine

extension CallBudget {
    /// Makes one run of a program that re-runs a whole team; it counts as one call, because nobody knows how many it makes.
    ///
    /// Throws `BudgetError`, also where tokens or money are limited and nobody sees them; and what `run` throws.
    /// - Parameters:
    ///   - isMetered: whether the tokens of its calls are seen and settled one by one (`PassedCall`).
    ///   - cost: the US dollars that a run says it cost; `nil` where it does not say.
    ///   - neverBegan: whether an error says that nothing was run, which then counts as no call.
    public func countingRun<Run: Sendable>(
        of program: String, isMetered: Bool = false, cost: (Run) -> Double? = { _ in nil },
        unless neverBegan: (any Error) -> Bool = { _ in false },
        _ run: () async throws -> Run
    ) async throws -> Run {
        if !isMetered, limits.boundsTokens {
            throw BudgetError.unseen(program: program, limit: limits.tokens == nil ? "cost_usd" : "tokens")
        }
        // What is settled call by call costs nothing once more.
        let price = isMetered ? TokenPrice(inputPerMillion: 0, outputPerMillion: 0) : nil
        let use: Use = isMetered ? .reported(input: 0, output: 0) : .unknown
        let place = try await book(input: 0, output: nil, price: price, model: program)
        do {
            let made = try await run()
            await charge(place, cost(made).flatMap { Use.said(dollars: $0) } ?? use, price: price)
            return made
        } catch {
            if neverBegan(error) { await release(place) } else { await charge(place, use, price: price) }
            throw error
        }
    }
}
