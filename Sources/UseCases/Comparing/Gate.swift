import CreditEngine
import TraceFiles

/// What a changed team is held against, and how much may be spent on it.
package struct GateOrder: Sendable {
    /// Runs before the change, as 'ascribe sample' records them.
    package var baseline: String
    /// The file that runs of the changed team are added to.
    package var out: String
    /// The largest loss that counts as not worse, in (0,1].
    package var margin: Double
    /// Runs to make at most; `nil` makes as many as the baseline has.
    package var runs: Int?
    /// The number of the first run.
    package var first: UInt64
    /// Runs under way at once; results do not depend on it.
    package var width: Int
    /// Whether what is in the file is made again.
    package var isFresh: Bool

    package init(
        baseline: String, out: String, margin: Double, runs: Int?, first: UInt64, width: Int, isFresh: Bool
    ) {
        (self.baseline, self.out, self.margin, self.runs) = (baseline, out, margin, runs)
        (self.first, self.width, self.isFresh) = (first, width, isFresh)
    }

    /// One look: how many runs there are, and how wide its interval is.
    struct Look: Equatable {
        var runs: Int
        var level: ConfidenceLevel
    }

    /// Looks at most, and runs before the first one.
    private static let looks = 5, fewest = 20
    /// Standard deviations at the last look; earlier ones take more, as fewer of the runs are there.
    private static let last = 1.74

    /// The looks, ascending: runs are doubled each time up to the most.
    ///
    /// A look at a share t of the runs takes 1.74/√t standard deviations. Looks at 1, 1/2, 1/4 … are wrong in 4.1, 0.7, 0.03 …
    /// % of cases on either side, all together in less than 5 %, whatever they have to do with each other. Source: O'Brien and
    /// Fleming (1979).
    static func looks(upTo most: Int) -> [Look] {
        let sizes = (0..<looks).map { min(most, max(fewest, most >> $0)) }.reversed()
        return sizes.reduce(into: [Look]()) { looks, runs in
            guard looks.last?.runs != runs else { return }
            let share = Double(runs) / Double(most)
            looks.append(Look(runs: runs, level: .look(deviations: last / share.squareRoot())))
        }
    }
}

extension TeamRuntime {
    /// Runs a changed team on the problems of a baseline until it can be said whether it is worse, or the budget is spent.
    ///
    /// Throws what sampling and reading throw.
    /// - Parameter observer: told of the state after each look.
    package func gate(
        _ order: GateOrder, _ permit: Permit, observer: (ChangeComparison) throws -> Void = { _ in }
    ) async throws -> ChangeComparison {
        let before = try RecordedOutcomes(order.baseline)
        let most = max(1, min(order.runs ?? .max, before.runs.count))
        var last: ChangeComparison?
        for (number, look) in GateOrder.looks(upTo: most).enumerated() {
            let tally = try await sample(
                SampleOrder(
                    split: .all, count: look.runs, first: order.first, out: order.out, width: order.width,
                    isFresh: order.isFresh && number == 0), permit)
            if tally.failed > 0 {
                throw TeamError.unusable(
                    "\(Numeral.count(tally.failed, "run")) of \(label) came to nothing; the same command makes them again"
                )
            }
            let comparison = try ChangeComparison(
                before: order.baseline, after: order.out, margin: order.margin, interval: look.level)
            try observer(comparison)
            last = comparison
            if comparison.verdict.decision != .undecided { break }
        }
        guard let last else { throw TeamError.noProblems("\(order.baseline) has no runs to compare with") }
        return last
    }
}
