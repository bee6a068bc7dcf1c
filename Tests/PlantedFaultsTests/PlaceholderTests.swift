import CreditEngine
import Testing

@testable import PlantedFaults

@Test func show() async throws {
    for suite in Suite.all {
        var ok = 0, related: [String: Int] = [:]
        for n in 0..<400 {
            let run = try await suite.run(UInt64(n), shape: n % 2 == 0 ? .cells15 : .cells30)
            if run.trace.outcome?.success == true { ok += 1 }
            related[run.cause.map { $0.relation.rawValue + " " + $0.culprits.map(\.agent).joined(separator: "+") } ?? (run.trace.outcome?.success == true ? "ok" : "outside"), default: 0] += 1
        }
        print(suite.name, ok, related)
    }
    for (suite, shape) in [(Suite.rootEcho, TeamShape.cells15), (.rootEcho, TeamShape(members: 4, steps: 5)), (.rootEcho, .cells30), (.delayed, TeamShape(members: 3, steps: 6)), (.lossyAggregator, .cells15), (.healthy, .cells15), (.rootEcho, TeamShape(members: 3, steps: 4, language: .japanese)), (.chatterbox, .cells15), (.or, .cells15), (.and, .cells15)] {
        for n in 0..<100 {
            let run = try await suite.run(UInt64(n), shape: shape)
            guard run.trace.outcome?.success == false else { continue }
            print("=====", suite.name, n, run.trace.problem!.input!, "ref", run.trace.problem!.reference!)
            for m in run.trace.messages { print("[\(m.turn)] \(run.trace.agents[m.agent].name): \(m.output)") }
            print(run.trace.outcome!, run.cause as Any)
            break
        }
    }
    let suite = Suite.rootEcho
    let clock = ContinuousClock()
    let runner = suite.runner(suite.planting(.cells15).team, recordsInput: false)
    let t = try await clock.measure {
        for n in 0..<1000 { _ = try await runner.run(RunPlan(id: "", problem: suite.problem(UInt64(n % 10)), seeding: Seeding(replay: UInt64(n)))) }
    }
    print("per call", t / 15000)
}
