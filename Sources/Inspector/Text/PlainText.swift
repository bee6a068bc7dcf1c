import CreditEngine

extension String {
    /// The text without blanks around it.
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// The text with blanks behind it up to a number of columns.
    func padding(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - Glyph.columns(of: self)))
    }
}

extension Collection {
    /// The element at a position that may not exist.
    subscript(safe position: Index) -> Element? {
        indices.contains(position) ? self[position] : nil
    }
}
