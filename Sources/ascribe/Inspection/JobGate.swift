import CreditEngine
import Synchronization

/// Lets a job pass, holds it while it is paused, and ends it when it is stopped.
final class JobGate: Sendable {
    private struct State {
        var isPaused = false
        var isStopped = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var task: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Returns at once unless the job is paused; says how long it was.
    @discardableResult
    func pass() async -> Duration {
        let start = ContinuousClock.now
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                let isOpen = !state.isPaused || state.isStopped
                if !isOpen { state.waiting.append(continuation) }
                return isOpen
            }
            if isOpen { continuation.resume() }
        }
        return ContinuousClock.now - start
    }

    /// Tells the gate whose job it is; a job that was stopped before ends at once.
    func own(_ task: Task<Void, Never>) {
        let isStopped = state.withLock { state in
            state.task = task
            return state.isStopped
        }
        if isStopped { task.cancel() }
    }

    /// Holds the job at its next pass, or lets it go on.
    func pause(_ pauses: Bool) {
        release { $0.isPaused = pauses }
    }

    /// Ends the job.
    func stop() {
        release { $0.isStopped = true }
        state.withLock { $0.task }?.cancel()
    }

    private func release(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            change(&state)
            guard !state.isPaused || state.isStopped else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
