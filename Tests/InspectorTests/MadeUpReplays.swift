@testable import CreditEngine

@testable import Inspector

/// Made-up replays, so that the screens of jobs can be compared without any team.
enum MadeUpReplays {
    static let terms = ReplayTerms(
        model: "simulated/root-echo", isSimulated: true, dollarsPerCall: 0, secondsPerCall: 0.0001)

    /// Pairs that the message loses: it fails in nine of ten, what replaces it in about half.
    static func pairs(_ count: Int) -> PairedOutcomes {
        PairedOutcomes(
            (0..<count).map { .init(kept: $0 % 10 == 0 ? 1 : 0, replaced: $0 % 10 == 0 || $0 % 2 == 1 ? 1 : 0) })
    }

    static func counts(made: Int, spoken: Int) -> ReplayCounts {
        var counts = ReplayCounts(cells: 46)
        counts.asked = made
        counts.made = made
        counts.defined = made
        counts.spoken = spoken
        return counts
    }

    static func swapped(_ count: Int) -> JobFindings {
        .swapped(pairs(count), undefined: 0, counts: counts(made: 2 * count, spoken: 50 * count))
    }

    /// The reports of a job from its start to its end.
    static func reports(_ order: ReplayOrder) -> [JobReport] {
        switch order.task {
        case .swap(_, _, let pairs, _):
            [.progressed(swapped(pairs / 2)), .ended(swapped(pairs), .finished)]
        case .measure: [.ended(.measured(report(order.trace)), .finished)]
        }
    }

    /// A measurement that names the researcher of turn 7, and saw that the one of turn 3 costs a little.
    static func report(_ trace: Trace, isSystematic: Bool = false) -> MeasureReport {
        let order = CellOrder(trace)
        let named = order.position(of: Cell(turn: 7, agent: 1)) ?? 0
        let other = order.position(of: Cell(turn: 3, agent: 1)) ?? 0
        var curve = ValueCurve(order)
        for sample in 0..<20 {
            curve.add(isSystematic ? 0 : sample % 2 == 0 ? 1 : 0, prefix: 0)
            curve.add(sample % 10 == 0 ? 1 : 0, prefix: named + 1)
            curve.add(sample % 2 == 0 ? 1 : 0, prefix: named)
            curve.add(sample % 2 == 0 ? 1 : 0, prefix: other)
            curve.add(sample % 20 < 6 ? 1 : 0, prefix: other + 1)
        }
        curve.add(0, prefix: order.count)
        return MeasureReport(
            named: [named], relation: .single, ranking: [(named, 0.9)], pairs: [named: pairs(20)],
            verdicts: [named: VerdictRule().verdict(on: pairs(20))], curve: curve,
            check: ReplayCheck(
                Array(repeating: ReplayResult(.outcome(1, success: true), spoken: 1), count: 5),
                Array(repeating: ReplayResult(.outcome(1, success: true), spoken: 1), count: 5)),
            systematic: SystematicFault(curve.points[0]), partnersSearched: true,
            counts: counts(made: 54, spoken: 1300), searchCost: 24, left: 6)
    }
}
