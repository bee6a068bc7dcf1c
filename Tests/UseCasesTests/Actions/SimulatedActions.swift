import CreditEngine
import Synchronization

@testable import UseCases

/// An embedded team with a store of its own, and what is done with it.
final class SimulatedActions {
    let folder: TemporaryFolder
    let source: TeamSource

    init() throws {
        folder = try TemporaryFolder()
        source = TeamSource(
            team: "simulated/root-echo", session: StoreSession(folder: folder.path + "/store", purpose: "a test"))
    }

    /// The same team and store in a session of its own.
    func reopened() -> TeamSource {
        TeamSource(
            team: "simulated/root-echo", session: StoreSession(folder: folder.path + "/store", purpose: "a later test"))
    }

    /// The right to act.
    var permit: Permit { get throws { try Access.full.permit(or: .writing) } }

    /// A run that failed.
    func failedRun() async throws -> Trace {
        let runtime = try source.runtime()
        for number in UInt64(1)...20 {
            let plan = RunPlan(
                id: "run-\(number)", problem: try runtime.problem(number, in: .optimise),
                seeding: Seeding(replay: number))
            let trace = try await runtime.runner.run(plan, as: runtime.team)
            if trace.outcome?.success == false { return trace }
        }
        throw NoFailedRun()
    }

    private struct NoFailedRun: Error {}
}

/// What an action told while it went on.
final class Told<Event: Sendable>: Sendable {
    private let kept = Mutex<[Event]>([])
    var events: [Event] { kept.withLock { $0 } }
    func add(_ event: Event) { kept.withLock { $0.append(event) } }
}
