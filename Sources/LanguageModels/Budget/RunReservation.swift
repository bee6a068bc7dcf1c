internal import CreditEngine

extension CallBudget {
    /// Makes one run of a program that re-runs a whole team; it counts as one call, because nobody knows how many it makes.
    ///
    /// Throws `BudgetError`, also where tokens or money are limited, which nobody could hold; and what `run` throws.
    /// - Parameter neverBegan: whether an error says that nothing was run, which then counts as no call.
    public func countingRun<Run: Sendable>(
        of program: String, unless neverBegan: (any Error) -> Bool = { _ in false }, _ run: () async throws -> Run
    ) async throws -> Run {
        if let limit = limits.tokens { throw BudgetError.tokens(limit: limit) }
        let place = try await book(input: 0, output: nil, price: nil, model: program)
        do {
            let made = try await run()
            await charge(place, .unknown, price: nil)
            return made
        } catch {
            if neverBegan(error) { await release(place) } else { await charge(place, .unknown, price: nil) }
            throw error
        }
    }
}
