@testable import CreditEngine

/// How well a ranking of messages and agents names what people labelled.
struct Attribution {
    /// One run: the label's place in the ranking, and whether the first agent is the labelled one.
    struct Row {
        var rank: Int?
        var agent: Bool
    }

    var rows: [Row] = []

    /// Adds a run with an order of its messages, the most suspect first, and a share an agent.
    mutating func add(_ run: LabelledRun, order: [Int], shares: [Double?]) {
        var best: Int?
        for agent in shares.indices where shares[agent] != nil {
            if best.flatMap({ shares[$0] }).map({ $0 < shares[agent] ?? 0 }) ?? true { best = agent }
        }
        let name = best.map { run.trace.agents[$0].name }
        rows.append(Row(rank: order.firstIndex(of: run.step).map { $0 + 1 }, agent: name == run.agent))
    }

    /// The share of runs whose label is among the first k.
    func step(at k: Int) -> Double { mean { ($0.rank ?? .max) <= k ? 1 : 0 } }
    /// The mean reciprocal rank.
    var reciprocalRank: Double { mean { $0.rank.map { 1 / Double($0) } ?? 0 } }
    /// The share of runs whose first agent is the labelled one.
    var agent: Double { mean { $0.agent ? 1 : 0 } }

    private func mean(_ value: (Row) -> Double) -> Double {
        rows.isEmpty ? 0 : rows.map(value).reduce(0, +) / Double(rows.count)
    }

    /// One line for people.
    var line: String {
        [step(at: 1), step(at: 3), step(at: 5), reciprocalRank, agent].map { "\(($0 * 1000).rounded() / 10)" }
            .joined(separator: "  ")
    }
}
