import CreditEngine

/// Rows of a plain table: cells of fixed widths.
struct Columns: Sendable {
    let widths: [Int]

    /// A row; a cell that is too long pushes the next ones on, so that no figure is ever cut, and cells after the last
    /// width follow as they are.
    func row(_ cells: [String]) -> String {
        let padded = cells.enumerated().map { place, cell in
            let width = widths.indices.contains(place) ? widths[place] : 0
            return cell + String(repeating: " ", count: max(1, width - cell.count))
        }
        return padded.joined().trimmingSuffix(while: \.isWhitespace)
    }
}

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
        return "\(Decimal.text(Double(hits) / Double(count), 3)) "
            + "[\(Decimal.text(interval.low, 3)), \(Decimal.text(interval.high, 3))]"
    }
}

extension String {
    fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> String {
        var end = endIndex
        while end > startIndex, holds(self[index(before: end)]) { end = index(before: end) }
        return String(self[..<end])
    }
}
