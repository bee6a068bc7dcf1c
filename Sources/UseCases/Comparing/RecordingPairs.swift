import CreditEngine

/// Two recordings of the same problems, before and after a change, pair by pair.
///
/// Runs are paired by problem and seed; recordings without seeds by problem alone, with the mean outcome of its runs.
struct RecordingPairs: Sendable, Equatable {
    /// What two runs have in common.
    private struct Key: Hashable, Comparable {
        var problem: String
        var seed: UInt64?

        static func < (a: Key, b: Key) -> Bool { (a.problem, a.seed ?? 0) < (b.problem, b.seed ?? 0) }
    }

    /// The pairs by problem and seed.
    let pairs: [ChangeVerdict.Pair]
    /// What a person has to know of them, one sentence each.
    let notes: [String]

    /// Pairs runs.
    ///
    /// - Parameter value: what counts of an outcome, in [0,1].
    init(_ before: RecordedOutcomes, _ after: RecordedOutcomes, _ value: (Outcome) -> Double) {
        let isSeeded = before.hasSeeds && after.hasSeeds
        func byKey(_ runs: [RecordedOutcomes.Run]) -> [Key: [Double?]] {
            Dictionary(grouping: runs) { Key(problem: $0.problem, seed: isSeeded ? $0.seed : nil) }
                .mapValues { $0.map { $0.outcome.map(value) } }
        }
        let (old, new) = (byKey(before.runs), byKey(after.runs))
        var pairs: [ChangeVerdict.Pair] = []
        var (undefinedBefore, undefinedAfter) = (0, 0)
        for (key, runs) in old.sorted(by: { $0.key < $1.key }) {
            guard let partners = new[key] else { continue }
            guard let was = Self.mean(runs.compactMap { $0 }) else {
                undefinedBefore += 1
                continue
            }
            // A changed team that comes to no outcome did not solve the problem.
            undefinedAfter += partners.count { $0 == nil }
            let now = Self.mean(partners.map { $0 ?? 0 }) ?? 0
            pairs.append(ChangeVerdict.Pair(problem: key.problem, before: was, after: now))
        }
        let alone = [(old, new), (new, old)].map { own, other in
            own.reduce(0) { $0 + (other[$1.key] == nil ? $1.value.count : 0) }
        }
        let unpaired = alone.reduce(0, +)
        self.pairs = pairs
        notes =
            [
                isSeeded || pairs.isEmpty ? nil : "no seeds are recorded, so runs are paired by problem alone",
                undefinedAfter > 0
                    ? "\(Numeral.count(undefinedAfter, "run")) of \(after.path) without an outcome counted as not solved"
                    : nil,
                undefinedBefore > 0
                    ? "\(Numeral.count(undefinedBefore, "pair")) left out, because the run of \(before.path) has no outcome"
                    : nil,
                unpaired > 0 ? "\(Numeral.count(unpaired, "run")) without a partner left out" : nil,
            ].compactMap { $0 }
            + Set(before.twins + after.twins).sorted { $0[0] < $1[0] }.map {
                "the same question stands under \($0.count) names (\($0.prefix(3).joined(separator: ", "))"
                    + "\($0.count > 3 ? ", …" : "")): it counts once"
            }
    }

    /// The mean outcome of one side, in [0,1]; `nil` without pairs.
    func mean(_ side: KeyPath<ChangeVerdict.Pair, Double>) -> Double? { Self.mean(pairs.map { $0[keyPath: side] }) }

    /// Pairs in which the change did better.
    var better: Int { pairs.count { $0.after > $0.before } }

    /// Pairs in which the change did worse.
    var worse: Int { pairs.count { $0.after < $0.before } }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
