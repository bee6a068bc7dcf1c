extension CallBudget {
    /// A place for what a call that another program makes may use; the program's run is what counts as a call.
    public struct PassedCall: Sendable {
        fileprivate let place: Reservation
        fileprivate let price: TokenPrice?
    }

    /// Tokens that a call is taken to write at most when its request does not say.
    public static let usualAnswer = 4_096

    /// Takes a place for a call that is passed on, at once.
    ///
    /// Throws `BudgetError`, also when money is limited and the price is not known, and what the ledger throws.
    /// - Parameters:
    ///   - bytes: the length of the request; a token is at least one byte.
    ///   - output: the most tokens that it can write; `nil` when the request does not say.
    public func place(bytes: Int, output: Int?, price: TokenPrice?, model: String) async throws -> PassedCall {
        let place = try reserve(
            input: bytes, output: output ?? Self.usualAnswer, price: price, model: model, calls: 0)
        return PassedCall(place: try await enter(place, price: price), price: price)
    }

    /// Gives the place back for what the call used: as its server reports, or in full where it does not.
    public func settle(_ call: PassedCall, input: Int?, output: Int?) async {
        let use: Use = if let input, let output { .reported(input: input, output: output) } else { .unknown }
        await charge(call.place, use, price: call.price)
    }

    /// Gives the place back for a call that its server refused.
    public func release(_ call: PassedCall) async { await release(call.place) }
}
