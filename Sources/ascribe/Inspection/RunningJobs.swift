import Inspector
import Synchronization

/// The jobs of the interface that are under way, each behind a gate of its own.
final class RunningJobs: Sendable {
    private let gates = Mutex<[JobID: JobGate]>([:])
    private let activity: Activity

    init(_ activity: Activity) { self.activity = activity }

    /// The gate of a job that is under way.
    subscript(job: JobID) -> JobGate? { gates.withLock { $0[job] } }

    /// Starts a job; `ended` gets its report once nobody can stop or pause it any more.
    func start<Report: Sendable>(
        _ job: JobID, _ work: @escaping @Sendable (JobGate) async -> Report,
        ended: @escaping @Sendable (Report) async -> Void
    ) {
        let gate = JobGate()
        gates.withLock { $0[job] = gate }
        activity.begin()
        gate.own(
            Task.detached(priority: .utility) { [self] in
                let report = await work(gate)
                gates.withLock { $0[job] = nil }
                await ended(report)
                activity.end()
            })
    }

    /// Ends all jobs.
    func stop() {
        for gate in gates.withLock({ Array($0.values) }) { gate.stop() }
    }
}
