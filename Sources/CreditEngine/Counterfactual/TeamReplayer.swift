/// Replays of a trace by its team: the conformer that needs nothing but the trace and a model.
public struct TeamReplayer: Replayer {
    /// The recorded run.
    public let trace: Trace
    /// Its cells.
    public let order: CellOrder
    /// Speaks for the team and judges the end.
    public let runner: TeamRunner
    private let positions: [Cell: Int]

    /// Makes a replayer.
    public init(_ trace: Trace, runner: TeamRunner) {
        self.trace = trace
        order = CellOrder(trace)
        positions = Dictionary(uniqueKeysWithValues: order.cells.enumerated().map { ($0.element, $0.offset) })
        var silent = runner
        silent.recordsInput = false
        self.runner = silent
    }

    /// Makes one replay; errors of the model or the evaluator make it UNDEFINED.
    public func replay(_ request: ReplayRequest) async throws -> ReplayResult {
        var spoken = order.count - request.kept.count
        do {
            var pins: [RunPlan.Slot: [String]] = [:]
            if let replaced = request.replaced {
                if let words = replaced.by.words(at: replaced.position, of: trace, order) {
                    pins[slot(replaced.position)] = words
                    spoken -= 1
                } else {
                    pins[slot(replaced.position)] = [try await say(replaced, request)]
                }
            }
            let again = try await runner.run(plan(request, pins: pins))
            guard let outcome = again.outcome else {
                return ReplayResult(.undefined("the evaluator gives no outcome"), spoken: spoken)
            }
            return ReplayResult(
                .outcome(outcome.score ?? (outcome.success ? 1 : 0)), spoken: spoken, words: words(again))
        } catch let error as CancellationError {
            throw error
        } catch let error as TeamRunError {
            throw error
        } catch {
            if error.endsAllWork { throw error }
            return ReplayResult(.undefined("\(error)"), spoken: spoken)
        }
    }

    private func slot(_ position: Int) -> RunPlan.Slot {
        let cell = order.cells[position]
        return RunPlan.Slot(turn: cell.turn, agent: trace.agents[cell.agent].name)
    }

    /// A hash of the words of each cell of the recorded run as they were said this time.
    private func words(_ again: Trace) -> [UInt64] {
        var hashes = [FNV1a](repeating: FNV1a(), count: order.count)
        for message in again.messages {
            if let position = positions[message.cell] { hashes[position].add(message.output) }
        }
        return hashes.map(\.value)
    }

    /// The run to make: the messages before the first cell that changes, then pins.
    private func plan(_ request: ReplayRequest, pins: [RunPlan.Slot: [String]]) -> RunPlan {
        var pins = pins
        let open = order.messages.indices.filter { !request.kept.contains($0) }.compactMap { order.messages[$0].first }
        let prefix = open.min() ?? trace.messages.count
        for position in order.messages.indices where request.kept.contains(position) {
            guard let last = order.messages[position].last, last >= prefix else { continue }
            pins[slot(position)] = order.messages[position].map { trace.messages[$0].output }
        }
        let seeding = Seeding(replay: request.seed, arm: request.repetition)
        return RunPlan(replaying: trace, keeping: prefix, id: trace.id, seeding: seeding, pins: pins)
    }

    /// What the cell says under another prompt, model or seed; the run stops right after it.
    private func say(_ replaced: ReplayRequest.Replaced, _ request: ReplayRequest) async throws -> String {
        let slot = slot(replaced.position)
        var other = runner
        for index in other.team.members.indices where other.team.members[index].name == slot.agent {
            if case .prompt(let text) = replaced.by { other.team.members[index].prompt = text }
            if case .model(let name) = replaced.by { other.team.members[index].model = name }
        }
        var seed = request.seed
        if case .seeded(let other) = replaced.by { seed = other }
        let before = ReplayRequest(prefix: replaced.position, seed: seed, repetition: request.repetition)
        do {
            _ = try await other.run(plan(before, pins: [:])) { throw Said(text: $0.output) }
        } catch let said as Said {
            return said.text
        }
        throw NothingSaid(agent: slot.agent)
    }

    /// Ends a run as soon as its first new message is there.
    private struct Said: Error {
        let text: String
    }

    private struct NothingSaid: Error, CustomStringConvertible {
        let agent: String
        var description: String { "\(agent) has no turn left to speak in" }
    }
}
