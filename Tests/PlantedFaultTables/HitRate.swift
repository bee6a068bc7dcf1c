import CreditEngine

/// How often something happened: a rate with its Wilson interval.
struct HitRate: Sendable, Equatable {
    /// How often.
    private(set) var hits = 0
    /// Out of how many.
    private(set) var count = 0

    /// Counts the items for which a condition holds.
    init<Item>(of items: [Item], where holds: (Item) -> Bool) {
        count = items.count
        hits = items.count(where: holds)
    }

    /// Makes a rate.
    init(_ hits: Int, of count: Int) {
        self.hits = hits
        self.count = count
    }

    /// `0.99 [0.96, 1.00]`; `—` when nothing was counted.
    var words: String {
        guard count > 0 else { return "—" }
        let interval = WilsonInterval(hits, of: count)
        return "\(Numeral.fixed(Double(hits) / Double(count), 3)) "
            + "[\(Numeral.fixed(interval.low, 3)), \(Numeral.fixed(interval.high, 3))]"
    }
}
