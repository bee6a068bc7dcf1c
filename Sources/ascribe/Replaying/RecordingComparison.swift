import CreditEngine
import TraceFiles

/// Two recordings of the same problems and seeds, before and after a change of prompts, pair by pair.
struct RecordingComparison {
    /// What two runs have in common.
    fileprivate struct Key: Hashable {
        var problem: String
        var seed: UInt64
    }

    /// The recording of the changed team.
    let after: String
    /// The recording of the team before.
    let before: String
    /// Success, 0 or 1: kept is before, replaced is after.
    private(set) var pairs = PairedOutcomes()
    /// Runs of the later recording that have no partner, or no outcome on one side.
    private(set) var unpaired = 0

    /// The outcomes of the recording before, by what two runs have in common.
    struct Baseline {
        /// The file.
        let path: String
        fileprivate let outcomes: [Key: Bool?]

        /// Reads a recording, before anything is paid for that is to be compared with it; throws `TraceFileError`.
        init(_ path: String) throws {
            self.path = path
            outcomes = Dictionary(try RecordingComparison.outcomes(in: path), uniquingKeysWith: { first, _ in first })
            guard !outcomes.isEmpty else {
                throw TraceFileError.unreadable(
                    path: path, reason: "no run in it has a problem and a seed to compare by; name an earlier --out")
            }
        }
    }

    /// Reads the later recording; throws what reading files throws.
    init(of after: String, with baseline: Baseline) throws {
        self.after = after
        before = baseline.path
        let old = baseline.outcomes
        for (key, outcome) in try Self.outcomes(in: after) {
            if let one = old[key] ?? nil, let other = outcome {
                pairs.add(kept: one ? 1 : 0, replaced: other ? 1 : 0)
            } else {
                unpaired += 1
            }
        }
    }

    /// What it comes to, for a person; the interval is for a number of runs that was fixed before.
    var lines: [String] {
        guard let effect = pairs.effect, let interval = pairs.interval() else {
            return ["no run of \(after) has the problem and seed of a run of \(before): nothing to compare"]
        }
        let solved = { (side: KeyPath<PairedOutcomes.Pair, Double>) in pairs.pairs.count { $0[keyPath: side] == 1 } }
        var words =
            "solved \(solved(\.kept)) → \(solved(\.replaced)) of \(pairs.count): \(Decimal.signed(-effect, 2)) "
            + "[\(Decimal.signed(-interval.high, 2)), \(Decimal.signed(-interval.low, 2))], \(pairs.wins) better, "
            + "\(pairs.losses) worse than in \(before)"
        if unpaired > 0 { words += "; \(Counted.of(unpaired, "run")) without a partner left out" }
        return [words]
    }

    fileprivate static func outcomes(in path: String) throws -> [(Key, Bool?)] {
        let catalogue = try Catalogue(paths: [path])
        try catalogue.index { _ in true }
        let reader = try catalogue.makeReader()
        return try (0..<catalogue.count).compactMap { run in
            let trace = try reader.trace(run)
            guard let problem = trace.problem?.id ?? trace.problem?.input, let seed = trace.seed else { return nil }
            return (Key(problem: problem, seed: seed), trace.outcome?.success)
        }
    }
}
