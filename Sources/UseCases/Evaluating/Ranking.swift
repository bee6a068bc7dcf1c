import CreditEngine
import TraceFiles

/// Messages of one run in the order in which they are suspected, compared with what is known to be the mistake.
struct Ranking: Sendable, Equatable {
    /// Where the labelled message stands, from 1; `nil` when it is not ranked at all.
    var rank: Double?
    /// The chance that the labelled message is among the first 1, 3 and 5: 0 or 1, except for random order.
    var within: [Double]
    /// The reciprocal rank, in expectation for random order; 0 when the message is not ranked.
    var reciprocal: Double
    /// Whether the first message's agent is the labelled one, in expectation for random order.
    var agent: Double

    /// The cut-offs of `within`.
    static let cutoffs = [1, 3, 5]

    /// Compares an order of messages (indices into `Trace.messages`) with a label.
    init(order: [Int], trace: Trace, truth: Truth) {
        let position = order.firstIndex { truth.messages.contains($0) }
        rank = position.map { Double($0 + 1) }
        within = Self.cutoffs.map { cutoff in (position ?? .max) < cutoff ? 1 : 0 }
        reciprocal = rank.map { 1 / $0 } ?? 0
        agent = order.first.map { trace.agents[trace.messages[$0].agent].name == truth.agent ? 1 : 0 } ?? 0
    }

    /// What a random order of these messages comes to on average.
    init(randomOrderOf messages: [Int], trace: Trace, truth: Truth) {
        let hits = messages.filter { truth.messages.contains($0) }.count
        let count = messages.count
        rank = nil
        // The chance that the first of `hits` among `count` stands at place k, for k from 1.
        var first: [Double] = []
        var survives = 1.0
        for place in 0..<count where hits > 0 && count - place >= hits {
            let chance = survives * Double(hits) / Double(count - place)
            first.append(chance)
            survives *= 1 - Double(hits) / Double(count - place)
        }
        within = Self.cutoffs.map { first.prefix($0).reduce(0, +) }
        reciprocal = first.enumerated().reduce(0) { $0 + $1.element / Double($1.offset + 1) }
        let by = messages.filter { trace.agents[trace.messages[$0].agent].name == truth.agent }.count
        agent = count == 0 ? 0 : Double(by) / Double(count)
    }
}

/// What is known of a run's mistake, in terms of its trace.
struct Truth: Sendable, Equatable {
    /// The labelled messages, as indices into `Trace.messages`: one, or all of the labelled cell.
    var messages: Set<Int>
    /// The labelled agent.
    var agent: String

    /// Finds what a label speaks of; `nil` when it names nothing in this trace.
    init?(_ label: RunLabel, in trace: Trace) {
        if let ordinal = label.message {
            messages = Set(trace.messages.indices.filter { trace.messages[$0].ordinal == ordinal })
        } else if let turn = label.turn {
            messages = Set(
                trace.messages.indices.filter { index in
                    let message = trace.messages[index]
                    return message.turn == turn
                        && (label.agent == nil || trace.agents[message.agent].name == label.agent)
                })
        } else {
            messages = []
        }
        let spoken = messages.min().map { trace.agents[trace.messages[$0].agent].name }
        guard let agent = label.agent ?? spoken else { return nil }
        self.agent = agent
    }

    /// The first turn that the label is about; `nil` when it names no message.
    func turn(in trace: Trace) -> Int? { messages.map { trace.messages[$0].turn }.min() }
}
