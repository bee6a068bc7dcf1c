import CreditEngine
package import LanguageModels

extension CallBudget {
    /// What a budget has used, against its limits where it has any.
    package var spent: String {
        let (used, limits) = (spending, self.limits)
        var words = Numeral.grouped(used.calls) + (limits.calls.map { " of \(Numeral.grouped($0))" } ?? "") + " calls"
        let cost = used.knownCost.map { "$" + Numeral.fixed($0, 4) } ?? "cost unknown"
        words += ", " + cost + (limits.cost.map { " of $" + Numeral.fixed($0, 2) } ?? "")
        return words
    }
}
