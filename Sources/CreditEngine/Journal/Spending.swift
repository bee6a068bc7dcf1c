/// What model calls have used up.
///
/// What a provider did not say is counted as calls that did not say it, never as 0.
public struct Spending: Sendable, Hashable {
    /// Calls sent, whether they succeeded or not.
    public var calls: Int
    /// Tokens read and written, where known or estimated.
    public var tokens: Int
    /// Calls whose `tokens` are an estimate, or are not known at all.
    public var callsWithoutUsage: Int
    /// US dollars, where known.
    public var cost: Double
    /// Calls whose price is unknown; `cost` leaves them out.
    public var callsWithoutPrice: Int
    /// Milliseconds of wall time.
    public var milliseconds: Double

    /// Makes a spending; nothing by default.
    public init(
        calls: Int = 0, tokens: Int = 0, callsWithoutUsage: Int = 0, cost: Double = 0, callsWithoutPrice: Int = 0,
        milliseconds: Double = 0
    ) {
        self.calls = calls
        self.tokens = tokens
        self.callsWithoutUsage = callsWithoutUsage
        self.cost = cost
        self.callsWithoutPrice = callsWithoutPrice
        self.milliseconds = milliseconds
    }

    /// The cost when every call's price is known; `nil` otherwise, because a part is not the whole.
    public var knownCost: Double? { callsWithoutPrice == 0 ? cost : nil }

    /// Both together.
    public static func + (a: Spending, b: Spending) -> Spending {
        Spending(
            calls: a.calls + b.calls, tokens: a.tokens + b.tokens,
            callsWithoutUsage: a.callsWithoutUsage + b.callsWithoutUsage, cost: a.cost + b.cost,
            callsWithoutPrice: a.callsWithoutPrice + b.callsWithoutPrice,
            milliseconds: a.milliseconds + b.milliseconds)
    }
}

/// The most that may be spent; what is `nil` has no limit.
public struct SpendingLimits: Sendable, Hashable {
    /// Calls.
    public var calls: Int?
    /// Tokens.
    public var tokens: Int?
    /// US dollars.
    public var cost: Double?
    /// Milliseconds of wall time.
    public var milliseconds: Double?

    /// Makes limits; none by default.
    public init(calls: Int? = nil, tokens: Int? = nil, cost: Double? = nil, milliseconds: Double? = nil) {
        self.calls = calls
        self.tokens = tokens
        self.cost = cost
        self.milliseconds = milliseconds
    }

    /// Which limit `asked` would break on top of `used`; `nil` when it fits.
    ///
    /// Under a limit on cost a call of unknown price does not fit: nobody could promise the limit.
    public func refusal(of asked: Spending, after used: Spending) -> BudgetRefusal? {
        let sum = used + asked
        if let calls, sum.calls > calls { return .calls(limit: calls) }
        if let tokens, sum.tokens > tokens { return .tokens(limit: tokens) }
        if let cost {
            if sum.callsWithoutPrice > 0 { return .unknownPrice(limit: cost) }
            if sum.cost > cost { return .cost(limit: cost) }
        }
        if let milliseconds, sum.milliseconds > milliseconds { return .time(limit: milliseconds) }
        return nil
    }
}

/// Why a call was not sent.
public enum BudgetRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// No calls are left.
    case calls(limit: Int)
    /// Too few tokens are left.
    case tokens(limit: Int)
    /// Too little money is left, in US dollars.
    case cost(limit: Double)
    /// Cost is limited and a price is unknown.
    case unknownPrice(limit: Double)
    /// No time is left, in milliseconds.
    case time(limit: Double)

    /// One sentence that names the limit and the way out.
    public var description: String {
        switch self {
        case .calls(let limit): "the budget of \(limit) calls is used up; raise it with --max-calls"
        case .tokens(let limit):
            "the budget of \(limit) tokens is used up; raise 'tokens' under 'budget' in the team file"
        case .cost(let limit): "the budget of $\(limit) is used up; raise it with --max-cost"
        case .unknownPrice(let limit):
            "the price of a call is unknown, so the budget of $\(limit) cannot be kept; give the model's price or limit calls instead"
        case .time(let limit):
            "the budget of \(limit / 60_000) minutes is used up; raise 'minutes' under 'budget' in the team file"
        }
    }
}

/// Keeps a budget across restarts: reserved before a call is sent, settled after it.
public protocol SpendingLedger: Sendable {
    /// Sets aside the most that a call may use; throws `BudgetRefusal` when it does not fit.
    ///
    /// - Returns: the reservation, to be settled once. One that never is (the program was killed) stays spent in full.
    func reserve(_ most: Spending, within limits: SpendingLimits) async throws -> Int64

    /// Replaces a reservation by what was really used.
    func settle(_ reservation: Int64, used: Spending) async throws

    /// Everything used, open reservations included.
    func used() async throws -> Spending
}
