import CreditEngine

/// Who is blamed in which phase, over the latest failures of a stream against the failures of the baseline.
package struct BlameWindow: Sendable, Codable {
    /// One agent's shares of the blame by phase, in the order of `PhaseBlame.phases`; those of all agents sum to 1.
    package struct Row: Sendable, Equatable {
        package var agent: String
        /// Over the window, and over the baseline; `nil` where there is no baseline with explained failures.
        package var now: [Double], before: [Double]?
    }

    /// Sums of shares by agent and phase.
    private struct Sums: Sendable, Codable {
        var failures = 0
        var phases: [String: [Double]] = [:]

        mutating func add(_ facts: RunFacts, _ sign: Double) {
            guard facts.isBlamed else { return }
            failures += sign > 0 ? 1 : -1
            for part in facts.parts {
                guard let own = part.phases else { continue }
                let known = phases[part.agent] ?? own.map { _ in 0 }
                phases[part.agent] = zip(known, own).map { $0 + sign * $1 }
            }
        }

        func shares(_ agent: String) -> [Double]? {
            guard failures > 0 else { return nil }
            let none = PhaseBlame.phases.map { _ in 0.0 }
            // What was added and taken away leaves a rest of rounding.
            return (phases[agent] ?? none).map { max(0, $0 / Double(failures)) }
        }
    }

    /// Failures that the window holds.
    package static let length = 200

    private var latest: [RunFacts] = []
    private var sums = Sums()
    private var baseline = Sums()

    init() {}

    /// Failures in the window, and in the baseline.
    package var failures: Int { sums.failures }
    package var failuresBefore: Int { baseline.failures }

    /// Takes a run of the baseline.
    mutating func addBefore(_ facts: RunFacts) { baseline.add(facts, 1) }

    /// Takes a run of the stream, perhaps in the place of what was known of it.
    mutating func add(_ facts: RunFacts, inPlaceOf earlier: RunFacts?) {
        if let earlier, let place = latest.lastIndex(of: earlier) {
            sums.add(latest.remove(at: place), -1)
        }
        guard facts.isBlamed else { return }
        latest.append(facts)
        sums.add(facts, 1)
        if latest.count > Self.length { sums.add(latest.removeFirst(), -1) }
    }

    /// All agents that are blamed now or were, the one with the largest share now first.
    package var rows: [Row] {
        let rows = Set(sums.phases.keys).union(baseline.phases.keys).compactMap { agent -> Row? in
            let (now, before) = (sums.shares(agent), baseline.shares(agent))
            guard now?.contains(where: { $0 > 0 }) == true || before?.contains(where: { $0 > 0 }) == true else {
                return nil
            }
            return now.map { Row(agent: agent, now: $0, before: before) }
        }
        return rows.sorted { ($1.now.reduce(0, +), $0.agent) < ($0.now.reduce(0, +), $1.agent) }
    }
}

extension RunFacts {
    /// Whether its failure is blamed on somebody.
    fileprivate var isBlamed: Bool { parts.contains { $0.phases != nil } }
}
