import CreditEngine
package import Foundation
import Synchronization

/// What watched runs took, as metrics: durations and tokens by the GenAI semantic conventions, the rest under own names.
///
/// Histograms and calls count what was scored since the start, as Prometheus expects of a process; runs, success, blame
/// and the queue are those of the store.
package final class WatchMetrics: Sendable {
    /// By what calls are told apart.
    private struct Call: Hashable, Comparable {
        var team: String, version: String, agent: String, model: String
        /// The kind of tokens, or the tool.
        var what = ""

        static func < (a: Call, b: Call) -> Bool {
            (a.team, a.version, a.agent, a.model, a.what) < (b.team, b.version, b.agent, b.model, b.what)
        }

        var labels: [(String, String)] {
            [
                ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", model), ("gen_ai.agent.name", agent),
                ("ascribe.team", team), ("ascribe.prompt_version", version),
            ]
        }
    }

    private struct State {
        var summary = WatchSummary()
        var durations: [Call: Histogram] = [:]
        var tokens: [Call: Histogram] = [:]
        var runs: [Call: Histogram] = [:]
        var inferences: [Call: Int] = [:]
        var tools: [Call: Int] = [:]

        /// The labels of a call; beyond so many sets of labels those of a team are one.
        func key(_ call: Call) -> Call {
            guard inferences.count > WatchMetrics.limit, inferences[call] == nil else { return call }
            return Call(team: call.team, version: "others", agent: "others", model: "others", what: call.what)
        }
    }

    private let state = Mutex(State())

    /// Sets of labels that are told apart.
    private static let limit = 1_000

    package init() {}

    /// Counts what happened.
    package func take(_ event: WatchEvent) {
        switch event {
        case .summary(let summary): state.withLock { $0.summary = summary }
        case .run(let run, let isRevised):
            guard let trace = run.trace, !isRevised else { return }
            state.withLock { Self.count(trace, run.facts, &$0) }
        case .alarm, .notice: break
        }
    }

    private static func count(_ trace: Trace, _ facts: RunFacts, _ state: inout State) {
        let team = facts.team ?? WatchBaseline.unnamed
        let whole = Call(team: team, version: facts.version ?? "unknown", agent: "", model: "")
        if let milliseconds = facts.milliseconds {
            state.runs[whole, default: Histogram(bounds: Histogram.seconds)].add(milliseconds / 1_000)
        }
        for message in trace.messages where trace.agents[message.agent].kind == .model {
            var call = whole
            (call.agent, call.model) = (trace.agents[message.agent].name, message.model ?? "unknown")
            call = state.key(call)
            state.inferences[call, default: 0] += 1
            if let latency = message.latency {
                state.durations[call, default: Histogram(bounds: Histogram.seconds)].add(latency / 1_000)
            }
            for (kind, count) in [("input", message.usage?.input), ("output", message.usage?.output)] {
                guard let count else { continue }
                call.what = kind
                state.tokens[call, default: Histogram(bounds: Histogram.tokens)].add(Double(count))
            }
            for tool in message.tools where state.tools.count < limit {
                call.what = tool.name
                state.tools[call, default: 0] += 1
            }
        }
    }

    /// All metrics in Prometheus's text format.
    package var text: String { MetricsText(all).text }

    /// All metrics as one request of OTLP in JSON, with when counting began.
    package func otlp(since start: Date, now: Date = Date()) -> [UInt8] {
        MetricsOTLP.request(all, start: Self.nanoseconds(start), now: Self.nanoseconds(now))
    }

    private static func nanoseconds(_ time: Date) -> UInt64 { UInt64(max(0, time.timeIntervalSince1970) * 1e9) }

    private var all: [Metric] {
        let state = state.withLock { $0 }
        return Self.calls(state) + Self.sums(state.summary)
    }

    private static func calls(_ state: State) -> [Metric] {
        var duration = Metric(
            name: "gen_ai.client.operation.duration", kind: .histogram, unit: "s",
            help: "Duration of calls of models, as the runs record it.")
        for (call, values) in state.durations.sorted(by: { $0.key < $1.key }) { duration.add(call.labels, values) }
        var tokens = Metric(
            name: "gen_ai.client.token.usage", kind: .histogram, unit: "{token}",
            help: "Tokens of calls of models, as the runs record them.")
        for (call, values) in state.tokens.sorted(by: { $0.key < $1.key }) {
            tokens.add(call.labels + [("gen_ai.token.type", call.what)], values)
        }
        var inferences = Metric(
            name: "ascribe.inference_calls", kind: .counter, unit: "1", help: "Messages of models in watched runs.")
        for (call, count) in state.inferences.sorted(by: { $0.key < $1.key }) {
            inferences.add(call.labels, Double(count))
        }
        var tools = Metric(
            name: "ascribe.tool_calls", kind: .counter, unit: "1", help: "Calls of tools in watched runs.")
        for (call, count) in state.tools.sorted(by: { $0.key < $1.key }) {
            tools.add(Array(call.labels.dropFirst()) + [("gen_ai.tool.name", call.what)], Double(count))
        }
        var runs = Metric(
            name: "ascribe.run_duration", kind: .histogram, unit: "s",
            help: "Duration of all calls of a run together.")
        for (call, values) in state.runs.sorted(by: { $0.key < $1.key }) {
            runs.add(Array(call.labels.suffix(2)), values)
        }
        return [duration, tokens, inferences, tools, runs]
    }

    private static func sums(_ summary: WatchSummary) -> [Metric] {
        let groups = summary.groups.sorted { $0.key < $1.key }
        func labels(_ key: WatchSummary.Key) -> [(String, String)] {
            [("ascribe.team", key.team), ("ascribe.prompt_version", key.version)]
        }
        var runs = Metric(
            name: "ascribe.runs", kind: .counter, unit: "1",
            help: "Finished runs by how they ended, over all starts of the watch.")
        for (key, group) in groups {
            let counts = [
                ("success", group.successes), ("failure", group.ended - group.successes),
                ("unknown", group.runs - group.ended),
            ]
            for (outcome, count) in counts { runs.add(labels(key) + [("outcome", outcome)], Double(count)) }
        }
        runs.add([("outcome", "unreadable")], Double(summary.unreadable))
        var success = Metric(
            name: "ascribe.success_ratio", kind: .gauge, unit: "1",
            help: "Success rate of runs with an outcome, with the ends of its 95 % interval, valid at any time.")
        for (key, group) in groups {
            guard let rate = group.success.rate else { continue }
            let interval = group.success.interval
            for (bound, value) in [("rate", rate), ("low", interval.lowerBound), ("high", interval.upperBound)] {
                success.add(labels(key) + [("bound", bound)], value)
            }
        }
        var blame = Metric(
            name: "ascribe.blame_ratio", kind: .gauge, unit: "1",
            help: "Estimated share of the blame for explained failures, by agent.")
        for (agent, share) in summary.agents.sorted(by: { $0.key < $1.key }).prefix(limit) where summary.blamed > 0 {
            blame.add([("gen_ai.agent.name", agent)], share.blame / Double(summary.blamed))
        }
        var alarms = Metric(
            name: "ascribe.alarms", kind: .counter, unit: "1",
            help: "Alarms that were raised, over all starts of the watch.")
        alarms.add([], Double(summary.alarms))
        var queue = Metric(
            name: "ascribe.queue_items", kind: .gauge, unit: "1",
            help: "Runs in the review queue that nobody has labelled.")
        queue.add([], Double(summary.queued))
        return [runs, success, blame, alarms, queue]
    }
}
