import ChildPrograms
import Foundation

/// Counts what is under way, so that one can wait until nothing is.
final class Activity: @unchecked Sendable {
    private let condition = NSCondition()
    private var running = 0

    /// Something begins.
    func begin() {
        condition.lock()
        running += 1
        condition.unlock()
    }

    /// Something has ended.
    func end() {
        condition.lock()
        running -= 1
        condition.broadcast()
        condition.unlock()
    }

    /// Waits until nothing is under way.
    func waitUntilIdle() {
        condition.lock()
        while running > 0 { condition.wait() }
        condition.unlock()
    }
}

/// A thread that does jobs one after the other.
final class SerialWorker: @unchecked Sendable {
    private let condition = NSCondition()
    private let activity: Activity
    private var jobs: [@Sendable () -> Void] = []

    /// A worker whose jobs count as activity from the moment they are submitted.
    ///
    /// A patient worker, and the threads it starts, let others go first: keys are answered while it computes.
    init(named name: String, isPatient: Bool, activity: Activity) throws {
        self.activity = activity
        try OwnThread.start(named: name) { [self] in
            if isPatient { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5) }
            while true { next()() }
        }
    }

    /// Adds a job behind those that wait.
    func submit(_ job: @escaping @Sendable () -> Void) {
        activity.begin()
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    private func next() -> @Sendable () -> Void {
        condition.lock()
        while jobs.isEmpty { condition.wait() }
        let job = jobs.removeFirst()
        condition.unlock()
        return { [activity] in
            job()
            activity.end()
        }
    }
}
