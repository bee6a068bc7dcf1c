import CreditEngine

/// A way of ordering a run's messages by suspicion: the engine's, or one of the trivial ones to compare it with.
enum Ranker: String, Sendable, CaseIterable {
    /// The engine's heat.
    case ascribe
    /// Any order is as likely as any other.
    case random
    /// From the first message on.
    case first
    /// From the last message back.
    case last
    /// The longest message first.
    case longest

    /// How a run's messages rank against its label; only messages of models are suspects.
    func ranking(_ trace: Trace, _ credit: EstimatedCredit, _ truth: Truth) -> Ranking {
        let suspects = trace.messages.indices
            .filter { trace.agents[trace.messages[$0].agent].kind == .model }
            .sorted { trace.messages[$0].ordinal < trace.messages[$1].ordinal }
        switch self {
        case .random: return Ranking(randomOrderOf: suspects, trace: trace, truth: truth)
        case .first: return Ranking(order: suspects, trace: trace, truth: truth)
        case .last: return Ranking(order: suspects.reversed(), trace: trace, truth: truth)
        case .longest:
            let lengths = trace.messages.map(\.output.utf8.count)
            return Ranking(order: stable(suspects) { lengths[$0] > lengths[$1] }, trace: trace, truth: truth)
        case .ascribe:
            var heat = [Double](repeating: -1, count: trace.messages.count)
            for message in credit.messages { heat[message.message] = message.score.value ?? -1 }
            var ranking = Ranking(order: stable(suspects) { heat[$0] > heat[$1] }, trace: trace, truth: truth)
            // Which agent is what structural credit answers; ties go to the agent that speaks first.
            let shares = credit.structural.compactMap { share in share.score.value.map { (share.agent, $0) } }
            if let most = shares.map(\.1).max(), let agent = shares.first(where: { $0.1 == most })?.0 {
                ranking.agent = trace.agents[agent].name == truth.agent ? 1 : 0
            }
            return ranking
        }
    }

    /// Sorted so that equals keep their order: the earlier message first.
    private func stable(_ messages: [Int], by precedes: (Int, Int) -> Bool) -> [Int] {
        messages.enumerated().sorted { a, b in
            precedes(a.element, b.element) || !precedes(b.element, a.element) && a.offset < b.offset
        }.map(\.element)
    }
}
