import CreditEngine

/// Rows of a plain table: cells of fixed widths.
package struct Columns: Sendable {
    let widths: [Int]

    /// Columns of so many characters each.
    package init(widths: [Int]) { self.widths = widths }

    /// A row; a cell that is too long pushes the next ones on, so that no figure is ever cut, and cells after the last
    /// width follow as they are.
    package func row(_ cells: [String]) -> String {
        let padded = cells.enumerated().map { place, cell in
            let width = widths.indices.contains(place) ? widths[place] : 0
            return cell + String(repeating: " ", count: max(1, width - cell.count))
        }
        return padded.joined().trimmingSuffix(while: \.isWhitespace)
    }
}

extension String {
    fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> String {
        var end = endIndex
        while end > startIndex, holds(self[index(before: end)]) { end = index(before: end) }
        return String(self[..<end])
    }
}
