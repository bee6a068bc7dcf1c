/// The exact one-sided test of McNemar: how likely so many wins are when wins and losses are equally likely.
///
/// p = Σ_{k≥W} C(n,k)/2ⁿ with n = W + L; 1 without a win or a loss. It is valid at one number of pairs that was fixed
/// before, and at no other. Source: McNemar (1947); Method §6.
public struct ExactMcNemar: Sendable, Hashable {
    /// The chance p in (0,1].
    public let p: Double

    /// Tests wins against losses.
    ///
    /// - Parameters:
    ///   - wins: the number W of pairs that went from wrong to right.
    ///   - losses: the number L of pairs that went from right to wrong.
    public init(wins: Int, losses: Int) {
        let (wins, losses) = (max(0, wins), max(0, losses))
        let n = wins + losses
        guard wins > 0 else {
            p = 1
            return
        }
        // From the term of W upwards each is (n−k)/(k+1) of the one before.
        var (term, sum) = (1.0, 1.0)
        for k in wins..<max(wins, n) {
            term *= Double(n - k) / Double(k + 1)
            sum += term
        }
        var log = naturalLog(sum) - Double(n) * naturalLog(2)
        for k in 0..<min(wins, losses) { log += naturalLog(Double(n - k)) - naturalLog(Double(k + 1)) }
        p = min(1, exponential(log))
    }
}
