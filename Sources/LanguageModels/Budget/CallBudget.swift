public import CreditEngine
internal import Synchronization

extension BudgetLimits {
    /// Whether the length of an answer matters.
    var boundsTokens: Bool { tokens != nil || cost != nil }
}

/// Why a budget allows no further call.
public enum BudgetError: PermanentFailure, Sendable, Hashable, CustomStringConvertible {
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
    /// Tokens or money are limited, and nobody sees what a program spends within a run; the limit's key in a team file.
    case unseen(program: String, limit: String)

    /// Every later call meets the same limit.
    public var isPermanent: Bool { true }

    /// Whether a limit was reached; else one is set that cannot hold, whatever was spent.
    public var isReached: Bool {
        switch self {
        case .calls, .tokens, .cost, .time: true
        case .unknownPrice, .unseen: false
        }
    }

    /// One sentence that names the limit and the way out.
    public var description: String {
        switch self {
        case .calls(let limit):
            "the budget of \(Numeral.count(limit, "call")) is spent; raise calls (--max-calls) to go on"
        case .tokens(let limit):
            "the next call could pass the budget of \(Numeral.count(limit, "token")); raise tokens or lower max_tokens"
        case .cost(let limit):
            "the next call could pass the budget of \(limit) US dollars; raise cost_usd or lower max_tokens"
        case .time(let milliseconds): "the budget of \(milliseconds / 60_000) minutes has passed; raise minutes"
        case .unknownPrice(let model):
            "the price of \(model) is unknown, so a money budget cannot hold; state its price, or limit calls or tokens"
        case .unseen(let program, let limit):
            "what \(program) spends within a run is not seen, so a budget with \(limit) cannot hold; leave \(limit) out and "
                + "limit calls, one a run, or minutes, or start it by runner.program, whose own calls are counted"
        }
    }
}

/// Reserves before a call, charges after it: however many calls are under way, the limits hold.
///
/// A reservation is the most that a call can use, so one that does not fit beside those under way may fit when they have
/// charged: it waits for them, and only what does not fit with nothing under way is refused. So no call that is paid for is
/// cut off because another one met the limit. One value serves all models of a job. With a ledger (`resume`) it holds
/// across restarts, too.
public final class CallBudget: Sendable {
    private struct State {
        var spent: Spending
        var reserved = Spending()
        var started: Double
        var ledger: (any SpendingLedger)?
        /// Milliseconds that the ledger knows of.
        var noted: Double
        var queue = BudgetQueue()

        /// Lets in those who wait, as far as they fit; refuses all when the first does not with nothing under way.
        mutating func letIn(_ limits: BudgetLimits) -> [() -> Void] {
            var answers: [() -> Void] = queue.removeLeft()
            while let first = queue.first {
                if let refusal = limits.refusal(of: first.place, beside: spent + reserved) {
                    if reserved.calls == 0 { answers += queue.refuseAll(refusal) }
                    break
                }
                reserved.reserve(first.place)
                answers.append(queue.admitFirst())
            }
            return answers
        }
    }

    /// What may be spent.
    public let limits: BudgetLimits
    private let clock: any RunClock
    private let state: Mutex<State>

    /// Starts a budget, perhaps from what an earlier session spent.
    public init(_ limits: BudgetLimits, spent: Spending = Spending(), clock: any RunClock) {
        self.limits = limits
        self.clock = clock
        state = Mutex(
            State(spent: spent, started: clock.milliseconds() - spent.milliseconds, noted: spent.milliseconds))
    }

    /// Goes on from what a ledger knows, and writes every reservation into it from now on.
    ///
    /// Only the first ledger counts; call it before the first call is made. Throws what the ledger throws.
    public func resume(_ ledger: any SpendingLedger) async throws {
        guard state.withLock({ $0.ledger == nil }) else { return }
        let used = try await ledger.used()
        state.withLock { state in
            guard state.ledger == nil else { return }
            state.ledger = ledger
            state.spent = state.spent + used
            state.started -= used.milliseconds
            state.noted = used.milliseconds
        }
    }

    /// What has been charged; calls under way are not in it.
    public var spending: Spending {
        let now = clock.milliseconds()
        return state.withLock { state in
            var spent = state.spent
            spent.milliseconds = now - state.started
            return spent
        }
    }

    /// How many calls wait for a place.
    var waiting: Int { state.withLock { $0.queue.count } }

    /// Milliseconds left; `nil` when time is not limited.
    var remainingMilliseconds: Double? {
        let now = clock.milliseconds()
        return limits.milliseconds.map { limit in max(0, limit - (now - state.withLock { $0.started })) }
    }

    /// A place for one call; charge it in every case.
    struct Reservation: Sendable {
        let calls: Int
        /// The most tokens that the call can use.
        let tokens: Int
        /// The most that it can cost; `nil` when the price is unknown.
        let nanodollars: Int?
        /// The ledger's own reservation.
        fileprivate var entry: Int64?
    }

    /// Whether so many runs that use at most so much each fit beside what is charged.
    ///
    /// What runs under way have used already counts twice, so that none of them meets the limit.
    public func holds(_ runs: Int, of most: Spending) -> Bool {
        let spent = state.withLock { $0.spent }
        let (runs, room) = (Double(runs), limits)
        return room.calls.map { Double(spent.calls) + runs * Double(most.calls) <= Double($0) } ?? true
            && room.tokens.map { Double(spent.tokens) + runs * Double(most.tokens) <= Double($0) } ?? true
            && room.cost.map { Double(spent.nanodollars) + runs * Double(most.nanodollars) <= $0 * 1e9 } ?? true
    }

    /// Takes a place for a call, which is in the ledger when this returns; waits while calls under way may leave room.
    ///
    /// Throws `BudgetError`, `CancellationError` and what the ledger throws, and takes nothing then.
    func book(input: Int, output: Int?, price: TokenPrice?, model: String) async throws -> Reservation {
        try checkTime()
        let place = try need(input: input, output: output, price: price, model: model)
        try await wait(for: place)
        do { try checkTime() } catch {
            withdraw(place)
            throw error
        }
        return try await enter(place, price: price)
    }

    /// Writes a place that is taken into the ledger; gives it back when that fails.
    func enter(_ place: Reservation, price: TokenPrice?) async throws -> Reservation {
        guard let ledger = state.withLock({ $0.ledger }) else { return place }
        var place = place
        do {
            place.entry = try await ledger.reserve(
                Spending(
                    calls: place.calls, tokens: place.tokens, nanodollars: place.nanodollars ?? 0,
                    estimatedTokens: place.tokens, unpricedCalls: price == nil ? 1 : 0))
        } catch {
            withdraw(place)
            throw error
        }
        return place
    }

    /// Gives a place back for what the call really used.
    ///
    /// When the ledger cannot be written, the place stays spent there in full, and the next call finds out.
    func charge(_ place: Reservation, _ use: Use, price: TokenPrice?) async {
        await note(spend(place, use, price: price), for: place)
    }

    /// Gives a place back for a call that was never made.
    func release(_ place: Reservation) async {
        withdraw(place)
        await note(Spending(), for: place)
    }

    private func note(_ used: Spending, for place: Reservation) async {
        guard let entry = place.entry, let ledger = state.withLock({ $0.ledger }) else { return }
        try? await ledger.charge(entry, used: used)
    }

    private func withdraw(_ place: Reservation) { change { $0.reserved.release(place) } }

    /// Changes what is taken, and lets in those who wait for it.
    private func change<Result>(_ change: (inout State) -> Result) -> Result {
        let (result, answers) = state.withLock { state in
            let result = change(&state)
            return (result, state.letIn(limits))
        }
        for answer in answers { answer() }
        return result
    }

    private func wait(for place: Reservation) async throws {
        let number = state.withLock { $0.queue.nextNumber() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                change {
                    $0.queue.add(.init(number, rank: WorkRank.current, place, continuation), isOver: Task.isCancelled)
                }
            }
        } onCancel: {
            change { $0.queue.leave(number) }
        }
    }

    private func checkTime() throws {
        if let limit = limits.milliseconds, remainingMilliseconds == 0 { throw BudgetError.time(milliseconds: limit) }
    }

    private func need(input: Int, output: Int?, price: TokenPrice?, model: String, calls: Int = 1) throws -> Reservation
    {
        if limits.cost != nil, price == nil { throw BudgetError.unknownPrice(model: model) }
        return Reservation(
            calls: calls, tokens: input + (output ?? 0),
            nanodollars: price?.nanodollars(input: input, output: output ?? 0))
    }

    /// Takes a place for a call at once, or throws `BudgetError` and takes nothing.
    ///
    /// - Parameters:
    ///   - input: the most tokens that it can read.
    ///   - output: the most that it can write; `nil` when unbounded, which only budgets without tokens and money allow.
    func reserve(
        input: Int, output: Int?, price: TokenPrice?, model: String, calls: Int = 1
    ) throws -> Reservation {
        try checkTime()
        let place = try need(input: input, output: output, price: price, model: model, calls: calls)
        try state.withLock { state in
            if let refusal = limits.refusal(of: place, beside: state.spent + state.reserved) { throw refusal }
            state.reserved.reserve(place)
        }
        return place
    }

    /// What a call really used.
    enum Use {
        /// As the server reports.
        case reported(input: Int, output: Int)
        /// As the server or program says what it cost; tokens where it reports both.
        case billed(nanodollars: Int, tokens: Int?)
        /// Nobody knows, and the server may have worked: the reservation's upper bound is spent.
        case unknown
        /// The server did no work.
        case none
    }

    /// Gives a place back in this session's count, and says what was used.
    @discardableResult
    func spend(_ place: Reservation, _ use: Use, price: TokenPrice?) -> Spending {
        let now = clock.milliseconds()
        return change { state in
            state.reserved.release(place)
            var used = Spending(calls: place.calls)
            switch use {
            case .none: break
            case .reported(let input, let output):
                used.tokens = input + output
                used.nanodollars = price?.nanodollars(input: input, output: output) ?? 0
            case .billed(let nanodollars, let tokens):
                used.tokens = tokens ?? place.tokens
                used.estimatedTokens = tokens == nil ? place.tokens : 0
                used.nanodollars = nanodollars
                return note(used, now, &state)
            case .unknown:
                used.tokens = place.tokens
                used.estimatedTokens = place.tokens
                used.nanodollars = place.nanodollars ?? 0
            }
            if case .none = use {} else if price == nil { used.unpricedCalls = 1 }
            return note(used, now, &state)
        }
    }

    /// Adds what a call used; time passes once, however many calls are under way.
    private func note(_ used: Spending, _ now: Double, _ state: inout State) -> Spending {
        var used = used
        state.spent = state.spent + used
        used.milliseconds = max(0, now - state.started - state.noted)
        state.noted += used.milliseconds
        return used
    }
}
