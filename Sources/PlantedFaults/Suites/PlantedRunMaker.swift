public import CreditEngine
import Synchronization

extension Suite {
    /// Runs a team of this suite once and finds out what really went wrong.
    ///
    /// - Parameters:
    ///   - number: the problem's number.
    ///   - replay: the number of the sample, which its seeds hang on.
    ///   - coupling: ρ of the simulated model.
    ///   - team: another team than the planted one, such as an edited one.
    ///   - id: the trace's identifier; without one it is made of the two numbers.
    public func run(
        _ number: UInt64, shape: TeamShape = .cells15, replay: UInt64 = 0, coupling: Double = 1, team: Team? = nil,
        id: String? = nil
    ) async throws -> PlantedRun {
        let attempt = Attempt(
            team: team ?? planting(shape).team, model: model(coupling: coupling),
            plan: RunPlan(
                id: id ?? "run-\(number)-\(replay)", problem: problem(number, shape: shape),
                seeding: Seeding(replay: replay))
        )
        let (trace, slips) = try await attempt.run(sparing: [])
        guard trace.outcome?.success == false, !slips.isEmpty else { return PlantedRun(trace: trace, cause: nil) }
        return PlantedRun(trace: trace, cause: try await attempt.cause(of: slips))
    }
}

/// One run that can be made again with some of its errors taken out.
private struct Attempt: Sendable {
    let team: Team
    let model: SimulatedModel
    let plan: RunPlan

    func run(sparing slots: Set<RunPlan.Slot>) async throws -> (trace: Trace, slips: [Slip]) {
        let witness = Witness(model: model, sparing: slots)
        let runner = TeamRunner(team: team, models: TeamModels(witness), evaluator: AnswerEvaluator.numeric())
        let trace = try await runner.run(plan)
        return (trace, witness.slips.withLock { $0 })
    }

    func succeeds(sparing slots: Set<RunPlan.Slot>) async throws -> Bool {
        try await run(sparing: slots).trace.outcome?.success == true
    }

    /// The errors without which the run succeeds: any one, or else a smallest set that is found by putting back what
    /// is not needed.
    func cause(of slips: [Slip]) async throws -> RealisedCause? {
        var slots: [RunPlan.Slot] = []
        for slip in slips where !slots.contains(slip.slot) { slots.append(slip.slot) }
        var alone: [RunPlan.Slot] = []
        for slot in slots where try await succeeds(sparing: [slot]) { alone.append(slot) }
        if !alone.isEmpty {
            return describe(alone, slips, alone.count == 1 ? .single : .every)
        }
        guard try await succeeds(sparing: Set(slots)) else { return nil }
        var needed = slots
        for slot in slots.reversed() {
            let without = needed.filter { $0 != slot }
            if try await succeeds(sparing: Set(without)) { needed = without }
        }
        return describe(needed, slips, .any)
    }

    private func describe(_ slots: [RunPlan.Slot], _ slips: [Slip], _ relation: RealisedCause.Relation) -> RealisedCause
    {
        let culprits = slots.map { slot in
            let what = slips.filter { $0.slot == slot }.map {
                "\($0.kind.rawValue) \($0.name): \($0.said), not \($0.right)"
            }
            return RealisedCause.Culprit(turn: slot.turn, agent: slot.agent, what: what.joined(separator: "; "))
        }
        return RealisedCause(culprits: culprits, relation: relation)
    }
}

/// The simulated model with somebody who writes down its errors.
private final class Witness: LanguageModel {
    let model: SimulatedModel
    let sparing: Set<RunPlan.Slot>
    let slips = Mutex<[Slip]>([])

    init(model: SimulatedModel, sparing: Set<RunPlan.Slot>) {
        self.model = model
        self.sparing = sparing
    }

    func reply(to request: ModelRequest) async throws -> ModelReply {
        try Task.checkCancellation()
        let (reply, made) = model.speak(request, sparing: sparing)
        slips.withLock { $0 += made }
        return reply
    }
}
