import CreditEngine
package import LanguageModels

extension CallBudget {
    /// What a budget has used, against its limits where it has any.
    package var spent: String {
        let (used, limits) = (spending, self.limits)
        var words =
            limits.calls.map { "\(Numeral.count(used.calls)) of \(Numeral.count($0, "call"))" }
            ?? Numeral.count(used.calls, "call")
        let cost = used.knownCost.map { Numeral.dollars($0, 4) } ?? "cost unknown"
        words += ", " + cost + (limits.cost.map { " of " + Numeral.dollars($0) } ?? "")
        return words
    }
}
