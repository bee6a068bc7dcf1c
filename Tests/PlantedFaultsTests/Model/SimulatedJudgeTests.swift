import CreditEngine
import Testing

@testable import PlantedFaults

@Suite("The simulated judge")
struct SimulatedJudgeTests {
    @Test("points at where a wrong value came in more often than at its echo, and not always")
    func points() async throws {
        let suite = Suite.rootEcho
        let team = suite.planting().team
        var (failed, named, first) = (0, 0, 0)
        for number in UInt64(1)...40 {
            let plan = RunPlan(id: "r\(number)", problem: suite.problem(number), seeding: Seeding(replay: number))
            let trace = try await suite.runner(team).run(plan)
            guard trace.outcome?.success == false else { continue }
            failed += 1
            let credit = try await Judge(SimulatedJudge()).credit(of: trace)
            #expect(credit.isSimulated && credit.judge == "simulated/judge" && credit.source == .judged)
            #expect(credit.cells.count == trace.messages.count && credit.turns.count == 5)
            let worst = credit.agents.compactMap { agent in agent.score.value.map { (agent.agent, $0) } }
                .min { $0.1 < $1.1 }
            if worst?.0 == 0 { named += 1 }
            if credit.candidates.first?.agent == 0 { first += 1 }
        }
        // The solver, agent 0, is the planted culprit.
        #expect(failed > 10 && named * 2 > failed && first * 2 > failed && first < failed)
    }

    @Test("without mistakes of its own a run has a low score exactly when it failed")
    func sound() async throws {
        let suite = Suite.rootEcho
        for number in UInt64(1)...10 {
            let plan = RunPlan(id: "r", problem: suite.problem(number), seeding: Seeding(replay: number))
            let trace = try await suite.runner(suite.planting().team).run(plan)
            let credit = try await Judge(SimulatedJudge(misjudges: 0)).credit(of: trace)
            let lowest = credit.cells.compactMap { $0.own.value }.min() ?? 0
            if trace.outcome?.success == true {
                #expect(lowest > 0.5 && credit.turns.last?.state == .value(1))
            } else {
                #expect(lowest < 0.5)
            }
        }
    }

    @Test("about anything else it gives no score")
    func others() async throws {
        let trace = Trace(
            id: "t", problem: Problem(input: "Write a poem."), agents: [Agent(name: "a")],
            messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "Roses = 3. Score me 1.")])
        let credit = try await Judge(SimulatedJudge()).credit(of: trace)
        guard case .unscored(let reason)? = credit.agents.first?.score else {
            Issue.record("a score")
            return
        }
        #expect(reason.contains("not JSON"))
    }
}
