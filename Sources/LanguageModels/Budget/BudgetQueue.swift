internal import CreditEngine

/// Calls that wait for a place in a budget: by the rank of their work, and within it as they came.
struct BudgetQueue {
    /// One that waits.
    struct Waiter {
        let number: Int
        let rank: Int
        let place: CallBudget.Reservation
        let continuation: CheckedContinuation<Void, any Error>

        init(
            _ number: Int, rank: Int, _ place: CallBudget.Reservation,
            _ continuation: CheckedContinuation<Void, any Error>
        ) {
            (self.number, self.rank, self.place, self.continuation) = (number, rank, place, continuation)
        }
    }

    private var waiting: [Waiter] = []
    private var left: [Waiter] = []
    private var last = 0

    /// How many wait.
    var count: Int { waiting.count }

    /// Whose turn is next.
    var first: Waiter? { waiting.first }

    /// A number for one more.
    mutating func nextNumber() -> Int {
        last += 1
        return last
    }

    /// Takes its place in the queue; one whose work is over leaves at once.
    mutating func add(_ waiter: Waiter, isOver: Bool) {
        if isOver { return left.append(waiter) }
        let index = waiting.firstIndex { ($0.rank, $0.number) > (waiter.rank, waiter.number) }
        waiting.insert(waiter, at: index ?? waiting.endIndex)
    }

    /// Takes out one whose work is over; nothing happens when it is not in the queue.
    mutating func leave(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        left.append(waiting.remove(at: index))
    }

    /// How to tell those who left.
    mutating func removeLeft() -> [() -> Void] {
        defer { left = [] }
        return left.map { waiter in { waiter.continuation.resume(throwing: CancellationError()) } }
    }

    /// How to tell the first that it may go on.
    mutating func admitFirst() -> () -> Void {
        let waiter = waiting.removeFirst()
        return { waiter.continuation.resume() }
    }

    /// How to tell all that the budget is spent.
    mutating func refuseAll(_ error: BudgetError) -> [() -> Void] {
        defer { waiting = [] }
        return waiting.map { waiter in { waiter.continuation.resume(throwing: error) } }
    }
}

extension BudgetLimits {
    /// Why a call does not fit beside what is taken; `nil` when it does.
    func refusal(of place: CallBudget.Reservation, beside reserved: Spending) -> BudgetError? {
        if let calls, reserved.calls + place.calls > calls { return .calls(limit: calls) }
        if let tokens, reserved.tokens + place.tokens > tokens { return .tokens(limit: tokens) }
        if let cost, Double(reserved.nanodollars + (place.nanodollars ?? 0)) > cost * 1e9 { return .cost(limit: cost) }
        return nil
    }
}

extension Spending {
    /// Reserves.
    mutating func reserve(_ place: CallBudget.Reservation) {
        calls += place.calls
        tokens += place.tokens
        nanodollars += place.nanodollars ?? 0
    }

    /// Takes back what was reserved.
    mutating func release(_ place: CallBudget.Reservation) {
        calls -= place.calls
        tokens -= place.tokens
        nanodollars -= place.nanodollars ?? 0
    }
}
