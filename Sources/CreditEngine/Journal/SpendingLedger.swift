/// Remembers what one budget has spent, so that it holds across restarts.
///
/// Limits are kept by whoever reserves; one process at a time does (see the lease of jobs).
public protocol SpendingLedger: Sendable {
    /// Writes down the most that a call can use, before it is sent.
    ///
    /// - Returns: the reservation, to be charged once. One that never is (the program was killed) stays spent in full,
    ///   because the call may have been paid for.
    func reserve(_ most: Spending) async throws -> Int64

    /// Replaces a reservation by what was really used; charging twice changes nothing.
    func charge(_ reservation: Int64, used: Spending) async throws

    /// Everything used, open reservations included.
    func used() async throws -> Spending
}

/// A ledger that lasts as long as the program: for simulated models, which cost nothing.
public actor MemoryLedger: SpendingLedger {
    private var charged = Spending()
    private var open: [Int64: Spending] = [:]
    private var last: Int64 = 0

    /// An empty ledger.
    public init() {}

    /// Writes down the most that a call can use.
    public func reserve(_ most: Spending) -> Int64 {
        last += 1
        open[last] = most
        return last
    }

    /// Replaces a reservation by what was really used; charging twice changes nothing.
    public func charge(_ reservation: Int64, used: Spending) {
        guard open.removeValue(forKey: reservation) != nil else { return }
        charged = charged + used
    }

    /// Everything used, open reservations included.
    public func used() -> Spending {
        open.values.reduce(charged, +)
    }
}
