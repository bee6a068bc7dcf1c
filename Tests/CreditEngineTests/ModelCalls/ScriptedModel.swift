import CreditEngine
import Synchronization

/// Answers with its own name for the call: how many came before, and what it saw.
final class ScriptedModel: LanguageModel {
    let requests = Mutex<[ModelRequest]>([])
    let answers: [String]
    /// Whether it takes no seed.
    let isUnseeded: Bool

    init(_ answers: [String] = [], isUnseeded: Bool = false) { (self.answers, self.isUnseeded) = (answers, isUnseeded) }

    func reply(to request: ModelRequest) async throws -> ModelReply {
        let count = requests.withLock { all in
            all.append(request)
            return all.count
        }
        return ModelReply(
            text: answers.isEmpty ? "answer \(count)" : answers[(count - 1) % answers.count], model: "scripted",
            usage: Usage(input: 10, output: 2), isUnseeded: isUnseeded)
    }

    var seen: [ModelRequest] { requests.withLock { $0 } }
}

/// A clock that moves 5 ms every time somebody looks.
final class SteppingClock: RunClock {
    private let now = Mutex(0.0)
    func milliseconds() -> Double {
        now.withLock { time in
            time += 5
            return time
        }
    }
}

extension Team {
    /// Three members over two turns.
    static func trio(_ visibility: AggregationProtocol.Visibility = .shared, turns: Int = 2) -> Team {
        Team(
            name: "trio",
            members: ["a", "b", "c"].map { Team.Member(name: $0, prompt: "You are \($0).") },
            aggregation: AggregationProtocol(
                turns: turns, order: ["a", "b", "c"], visibility: visibility, aggregator: "c", prompt: "Sum up."))
    }
}
