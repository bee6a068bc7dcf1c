/// Which problems got better under a candidate, and which got worse.
///
/// Successes and failures: those that won or lost more pairs. Graded outcomes differ a little in every pair, so a problem got
/// worse only when its mean difference is below the margin of −.1 by more than chance explains (1.645 standard errors):
/// the chance is the spread between pairs of one problem where problems were drawn again, else that of all pairs.
struct ProblemChanges: Sendable, Equatable {
    /// By identifier, in order.
    let better: [String]
    let worse: [String]
    /// The problems with pairs that count.
    let count: Int

    /// What a graded outcome may lose unnoticed.
    static let margin = 0.1
    /// The one-sided 95 % point of the normal distribution.
    private static let z = 1.645
    /// The degrees of freedom from which the spread within problems is used.
    private static let fewest = 10

    init(_ pairs: [ValidationReport.Pair], _ outcomes: GateRule.Outcomes) {
        var differences: [String: [Double]] = [:]
        for pair in pairs {
            guard let current = pair.current else { continue }
            differences[pair.problem, default: []].append((pair.candidate ?? 0) - current)
        }
        count = differences.count
        let spread = outcomes == .graded ? Self.spread(Array(differences.values)) : 0
        func change(_ own: [Double]) -> Int {
            let mean = own.reduce(0, +) / Double(own.count)
            guard outcomes == .graded else { return mean > 0 ? 1 : mean < 0 ? -1 : 0 }
            let reach = Self.margin + Self.z * spread / Double(own.count).squareRoot()
            return mean > reach ? 1 : mean < -reach ? -1 : 0
        }
        better = differences.filter { change($0.value) > 0 }.keys.sorted()
        worse = differences.filter { change($0.value) < 0 }.keys.sorted()
    }

    /// The share of the problems that got worse; `nil` without any.
    var share: Double? { count > 0 ? Double(worse.count) / Double(count) : nil }

    /// The standard deviation of one difference.
    private static func spread(_ problems: [[Double]]) -> Double {
        func squares(_ own: [Double]) -> Double {
            let mean = own.reduce(0, +) / Double(own.count)
            return own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let within = problems.reduce(0) { $0 + $1.count - 1 }
        if within >= fewest { return (problems.reduce(0) { $0 + squares($1) } / Double(within)).squareRoot() }
        let all = problems.flatMap { $0 }
        return all.count > 1 ? (squares(all) / Double(all.count - 1)).squareRoot() : 1
    }
}
