/// What model calls have used up.
public struct Spending: Sendable, Hashable {
    /// Calls, every attempt counted.
    public var calls: Int
    /// Tokens, reported and estimated.
    public var tokens: Int
    /// Billionths of a US dollar, rounded up call by call.
    public var nanodollars: Int
    /// Milliseconds that have passed.
    public var milliseconds: Double
    /// The part of `tokens` that nobody reported: an upper bound stands for it.
    public var estimatedTokens: Int
    /// Calls whose price nobody knows; they are not in `nanodollars`.
    public var unpricedCalls: Int

    /// Makes a spending; nothing by default.
    public init(
        calls: Int = 0, tokens: Int = 0, nanodollars: Int = 0, milliseconds: Double = 0, estimatedTokens: Int = 0,
        unpricedCalls: Int = 0
    ) {
        self.calls = calls
        self.tokens = tokens
        self.nanodollars = nanodollars
        self.milliseconds = milliseconds
        self.estimatedTokens = estimatedTokens
        self.unpricedCalls = unpricedCalls
    }

    /// US dollars; `nil` when a call's price is unknown, because a part is not the whole.
    public var knownCost: Double? { unpricedCalls == 0 ? Double(nanodollars) / 1e9 : nil }

    /// Both together.
    public static func + (a: Spending, b: Spending) -> Spending {
        Spending(
            calls: a.calls + b.calls, tokens: a.tokens + b.tokens, nanodollars: a.nanodollars + b.nanodollars,
            milliseconds: a.milliseconds + b.milliseconds, estimatedTokens: a.estimatedTokens + b.estimatedTokens,
            unpricedCalls: a.unpricedCalls + b.unpricedCalls)
    }
}

/// What may be spent; `nil` is without limit.
public struct BudgetLimits: Sendable, Hashable {
    /// Calls, every attempt counted.
    public var calls: Int?
    /// Tokens read and written.
    public var tokens: Int?
    /// US dollars.
    public var cost: Double?
    /// Time from the first day of the budget's use, in milliseconds.
    public var milliseconds: Double?

    /// Makes limits; none by default.
    public init(calls: Int? = nil, tokens: Int? = nil, cost: Double? = nil, milliseconds: Double? = nil) {
        self.calls = calls
        self.tokens = tokens
        self.cost = cost
        self.milliseconds = milliseconds
    }
}
