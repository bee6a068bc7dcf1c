import CreditEngine
import CreditStore

/// One queued turn that is ready to be asked for again, by the team of its run.
struct RepromptWork: Sendable {
    let turn: QueuedTurn
    let runtime: TeamRuntime
    /// The same for the same turn, team, prompts, policy and seed.
    let key: String
    private let policy: RepromptPolicy
    private let seed: UInt64
    private let replayer: TeamReplayer
    private let position: Int

    /// Throws `NotAsked`, and what is wrong with the team file.
    init(_ turn: QueuedTurn, _ source: TeamSource, _ policy: RepromptPolicy, seed: UInt64) throws {
        if policy.reason == .note, turn.note == nil { throw NotAsked.noNote }
        if policy.reason == .evaluator, turn.trace.outcome?.success != false { throw NotAsked.noVerdict }
        (self.turn, self.policy, self.seed) = (turn, policy, seed)
        do {
            runtime = try source.runtime(for: turn.trace)
            replayer = try runtime.replayer(of: turn.trace)
        } catch let error as ReplayError {
            throw NotAsked.noReplay("\(error)")
        } catch let error as TeamRunError {
            throw NotAsked.noReplay("\(error)")
        }
        if let why = replayer.refusal(of: ReplayRequest(prefix: 0, seed: 0)) { throw NotAsked.noReplay(why) }
        guard let position = replayer.order.position(of: turn.cell) else { throw NotAsked.nobody }
        self.position = position
        key = try JobName.of(
            "reprompted", runtime, trace: turn.trace,
            [
                "item": .string(String(turn.item)), "policy": policy.identity, "position": .integer(position),
                "note": policy.reason == .note ? turn.note.map { .string($0) } : nil, "seed": .string(String(seed)),
            ])
    }

    /// What is different in replays, a sentence each; the same for runs that differ in their name only.
    var notes: [String] {
        (runtime.notes + replayer.conditions.notes).map { note in
            note.split(separator: " ", omittingEmptySubsequences: false)
                .map { $0 == turn.trace.id ? "each run" : String($0) }.joined(separator: " ")
        }
    }

    /// Asks, with the reason and, where the policy wants it, without.
    ///
    /// Throws `NotAsked`, and what ends all replays.
    func answer(_ permit: Permit) async throws -> RepromptAnswer {
        let trace = replayer.trace
        let reason = try await reason(permit)
        let member = runtime.team.members.first { $0.name == turn.agent }
        let said = trace.messages.filter { $0.cell == turn.cell }.map(\.output).joined(separator: "\n")
        let prompt = try Reprompt(
            member?.prompt ?? "", instruction: policy.instruction, earlier: said, reason: reason)
        // Items share no seed.
        let seed = seed &+ UInt64(clamping: turn.item)
        let before = CellSet(prefix: position)
        let reprompted = try await arm(
            ReplayRequest(kept: before, replacing: position, by: .prompt(prompt.prompt), seed: seed))
        let control =
            policy.hasControl
            ? try await arm(ReplayRequest(kept: before, replacing: position, seed: seed)) : nil
        return RepromptAnswer(
            item: turn.item, trace: trace.id, agent: turn.agent, turn: turn.cell.turn, reason: reason,
            redactions: prompt.redactions, recorded: try await recorded(), control: control, reprompted: reprompted)
    }

    /// The outcome of the recorded run: its own, else the evaluator's on it.
    private func recorded() async throws -> Double? {
        if let outcome = turn.trace.outcome { return outcome.value }
        let judged = try await arm(ReplayRequest(prefix: replayer.order.count, seed: seed))
        return judged.outcome
    }

    private func arm(_ request: ReplayRequest) async throws -> RepromptAnswer.Arm {
        do {
            return RepromptAnswer.Arm(try await replayer.run(request), at: turn.cell)
        } catch let error as CancellationError {
            throw error
        } catch {
            if error.endsAllWork { throw error }
            return RepromptAnswer.Arm(failure: "\(error)")
        }
    }

    private func reason(_ permit: Permit) async throws -> String {
        switch policy.reason {
        case .note: return turn.note ?? ""
        case .evaluator:
            let outcome = turn.trace.outcome
            return outcome?.reason ?? "The \(outcome?.evaluator ?? "evaluator") calls the team's answer wrong."
        case .critique:
            let found: CritiqueFindings
            do {
                found = try await runtime.critique(
                    CritiqueOrder(cell: turn.cell, credit: .kept, attempt: 0, critic: policy.critic), of: turn.trace,
                    permit)
            } catch let error as CritiqueError {
                throw NotAsked.noReplay("\(error)")
            }
            guard let critique = found.record?.critique else { throw NotAsked.noWeakness }
            let rule = critique.suggestion.new.map { "\n\($0)" } ?? ""
            return critique.weakness + rule
        }
    }
}
