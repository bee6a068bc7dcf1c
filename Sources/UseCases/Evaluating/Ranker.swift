import CreditEngine

/// A way of ordering a run's messages by suspicion: the engine's, or one of the trivial ones to compare it with.
enum Ranker: String, Sendable, CaseIterable {
    /// The engine's: estimated heat, a judge's scores or a measurement.
    case ascribe
    /// Any order is as likely as any other.
    case random
    /// From the first message on.
    case first
    /// From the last message back.
    case last
    /// The longest message first.
    case longest
    /// From the first message on of whoever is no router, then the routers'.
    case firstWorker = "worker"
    /// From the first message on that hands over a program or calls a tool, then the others.
    case firstProgram = "program"

    /// How a run's messages rank against its label; only messages of models are suspects.
    func ranking(_ trace: Trace, _ suspicion: Suspicion, _ truth: Truth) -> Ranking {
        let suspects = Suspicion.suspects(in: trace)
        switch self {
        case .random: return Ranking(randomOrderOf: suspects, trace: trace, truth: truth)
        case .first: return Ranking(order: suspects, trace: trace, truth: truth)
        case .last: return Ranking(order: suspects.reversed(), trace: trace, truth: truth)
        case .longest:
            let lengths = trace.messages.map { Double($0.output.utf8.count) }
            return Ranking(order: Suspicion.ordered(suspects) { lengths[$0] }, trace: trace, truth: truth)
        case .firstWorker:
            let routers = Routers.find(in: trace)
            return Ranking(
                order: Self.first(suspects) { !routers[trace.messages[$0].agent] }, trace: trace, truth: truth)
        case .firstProgram:
            let order = Self.first(suspects) { message in
                !trace.messages[message].tools.isEmpty || Routers.handsOverProgram(trace.messages[message])
            }
            return Ranking(order: order, trace: trace, truth: truth)
        case .ascribe:
            var ranking = Ranking(order: suspicion.messages, trace: trace, truth: truth)
            if let agent = suspicion.agent { ranking.agent = trace.agents[agent].name == truth.agent ? 1 : 0 }
            return ranking
        }
    }

    /// Those that a rule picks, in their order, then the others.
    private static func first(_ suspects: [Int], _ isPicked: (Int) -> Bool) -> [Int] {
        suspects.filter(isPicked) + suspects.filter { !isPicked($0) }
    }

    /// How all rankers rank a run against its label.
    static func rankings(_ trace: Trace, _ suspicion: Suspicion, _ truth: Truth) -> [Ranker: Ranking] {
        Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.ranking(trace, suspicion, truth)) })
    }
}
