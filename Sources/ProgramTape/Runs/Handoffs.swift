import CreditEngine
import Synchronization

/// The calls with which agents hand over to each other, remembered so that given words keep the handoff that the recorded
/// message had: without it the program's own routing would end the run there.
final class Handoffs: Sendable {
    private let seen = Mutex<[String: [[ModelStep.Call]]]>([:])

    /// Most handoffs that are remembered of an agent.
    private static let limit = 50

    init() {}

    /// Remembers the calls with which recorded messages end.
    init(of traces: [Trace]) {
        for trace in traces {
            for message in trace.messages { note(message.steps, of: trace.agents[message.agent].name) }
        }
    }

    /// Remembers how a visit ended.
    func note(_ message: TapedMessage) {
        if !message.open.isEmpty { note(message.steps, of: message.agent) }
    }

    private func note(_ steps: [ModelStep], of agent: String) {
        // Another message makes a call of its own, with another identifier.
        guard let last = steps.last?.calls, !last.isEmpty else { return }
        let calls = last.map { ModelStep.Call(name: $0.name, arguments: $0.arguments) }
        seen.withLock { seen in
            seen[agent, default: []].removeAll { $0 == calls }
            seen[agent, default: []].append(calls)
            if seen[agent, default: []].count > Self.limit { seen[agent]?.removeFirst() }
        }
    }

    /// The last handoff of an agent that it could make again with the tools that it is offered; empty when none is known.
    func last(of agent: String, offered tools: [String]) -> [ModelStep.Call] {
        seen.withLock { seen in
            seen[agent]?.last { calls in calls.allSatisfy { tools.contains($0.name) } } ?? []
        }
    }
}
