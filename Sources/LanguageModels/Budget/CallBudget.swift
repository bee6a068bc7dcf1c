public import CreditEngine
internal import Synchronization

extension BudgetLimits {
    /// Whether the length of an answer matters.
    var boundsTokens: Bool { tokens != nil || cost != nil }
}

/// Why a budget allows no further call.
public enum BudgetError: StoppingError, Sendable, Hashable, CustomStringConvertible {
    /// All calls are made or under way.
    case calls(limit: Int)
    /// The next call could pass the limit.
    case tokens(limit: Int)
    /// The next call could pass the limit.
    case cost(limit: Double)
    /// The time has passed.
    case time(milliseconds: Double)
    /// Money is limited and the model's price is not known.
    case unknownPrice(model: String)

    /// One sentence that names the limit and the way out.
    public var description: String {
        switch self {
        case .calls(let limit): "the budget of \(limit) calls is spent; raise calls"
        case .tokens(let limit):
            "the next call could pass the budget of \(limit) tokens; raise tokens or lower max_tokens"
        case .cost(let limit):
            "the next call could pass the budget of \(limit) US dollars; raise cost_usd or lower max_tokens"
        case .time(let milliseconds): "the budget of \(milliseconds / 60_000) minutes has passed; raise minutes"
        case .unknownPrice(let model):
            "the price of \(model) is unknown, so a money budget cannot hold; state its price, or limit calls or tokens"
        }
    }
}

/// Reserves before a call, settles after it: however many calls are under way, the limits hold.
///
/// One value serves all models of a job. Keep `spending` and start again from it after a restart.
public final class CallBudget: Sendable {
    /// What may be spent.
    public let limits: BudgetLimits
    private let clock: any RunClock
    private let started: Double
    private let state: Mutex<(spent: Spending, reserved: Spending)>

    /// Starts a budget, perhaps from what an earlier session spent.
    public init(_ limits: BudgetLimits, spent: Spending = Spending(), clock: any RunClock) {
        self.limits = limits
        self.clock = clock
        started = clock.milliseconds() - spent.milliseconds
        state = Mutex((spent, Spending()))
    }

    /// What has been settled; calls under way are not in it.
    public var spending: Spending {
        var spent = state.withLock { $0.spent }
        spent.milliseconds = clock.milliseconds() - started
        return spent
    }

    /// Milliseconds left; `nil` when time is not limited.
    var remainingMilliseconds: Double? {
        limits.milliseconds.map { max(0, $0 - (clock.milliseconds() - started)) }
    }

    /// A place for one call; settle it in every case.
    struct Reservation: Sendable {
        fileprivate let calls: Int
        /// The most tokens that the call can use.
        let tokens: Int
        /// The most that it can cost; `nil` when the price is unknown.
        let nanodollars: Int?
    }

    /// Takes a place for a call, or throws `BudgetError` and takes nothing.
    ///
    /// - Parameters:
    ///   - input: the most tokens that it can read.
    ///   - output: the most that it can write; `nil` when unbounded, which only budgets without tokens and money allow.
    func reserve(input: Int, output: Int?, price: TokenPrice?, model: String) throws -> Reservation {
        if let limit = limits.milliseconds, remainingMilliseconds == 0 { throw BudgetError.time(milliseconds: limit) }
        if limits.cost != nil, price == nil { throw BudgetError.unknownPrice(model: model) }
        let place = Reservation(
            calls: 1, tokens: input + (output ?? 0), nanodollars: price?.nanodollars(input: input, output: output ?? 0))
        try state.withLock { state in
            if let limit = limits.calls, state.spent.calls + state.reserved.calls + place.calls > limit {
                throw BudgetError.calls(limit: limit)
            }
            if let limit = limits.tokens, state.spent.tokens + state.reserved.tokens + place.tokens > limit {
                throw BudgetError.tokens(limit: limit)
            }
            if let limit = limits.cost {
                let sum = state.spent.nanodollars + state.reserved.nanodollars + (place.nanodollars ?? 0)
                guard Double(sum) <= limit * 1e9 else { throw BudgetError.cost(limit: limit) }
            }
            state.reserved.calls += place.calls
            state.reserved.tokens += place.tokens
            state.reserved.nanodollars += place.nanodollars ?? 0
        }
        return place
    }

    /// What a call really used.
    enum Use {
        /// As the server reports.
        case reported(input: Int, output: Int)
        /// Nobody knows, and the server may have worked: the reservation's upper bound is spent.
        case unknown
        /// The server did no work.
        case none
    }

    /// Gives a place back for what the call really used.
    func settle(_ place: Reservation, _ use: Use, price: TokenPrice?) {
        state.withLock { state in
            state.reserved.calls -= place.calls
            state.reserved.tokens -= place.tokens
            state.reserved.nanodollars -= place.nanodollars ?? 0
            state.spent.calls += place.calls
            switch use {
            case .none: return
            case .reported(let input, let output):
                state.spent.tokens += input + output
                state.spent.nanodollars += price?.nanodollars(input: input, output: output) ?? 0
            case .unknown:
                state.spent.tokens += place.tokens
                state.spent.estimatedTokens += place.tokens
                state.spent.nanodollars += place.nanodollars ?? 0
            }
            if price == nil { state.spent.unpricedCalls += 1 }
        }
    }
}
