import ArgumentParser
import ChildPrograms
import CProcess
import Foundation
import LanguageModels
import Synchronization

/// Lets INT and TERM end long work in order: the first one stops it with what is finished kept, the second, or ten
/// seconds, end the program at once.
enum Interruption {
    /// Does work that can be interrupted.
    ///
    /// Throws `WorkStopped` when it was, or when its budget is spent, and what the work throws.
    static func guarding(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        defer { task.cancel() }
        let watch = Mutex(Watch.running)
        ascribe_interrupts_take()
        // A thread of its own: neither a descriptor nor a free thread of a pool is needed to end the work.
        try OwnThread.start {
            ascribe_interrupts_wait(-1)
            let isInterrupted = watch.withLock { watch in
                if watch == .running { watch = .interrupted }
                return watch == .interrupted
            }
            guard isInterrupted else { return }
            task.cancel()
            ascribe_interrupts_wait(patience)
            // Whatever is kept is on the disk already; what does not end is not waited for.
            if watch.withLock({ $0 == .interrupted }) { _exit(ExitCode.interrupted.rawValue) }
        }
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        ascribe_interrupts_leave()
        let isInterrupted = watch.withLock { watch in
            defer { watch = .over }
            return watch == .interrupted
        }
        ascribe_interrupts_wake()
        do {
            try result.get()
        } catch {
            if isInterrupted { throw WorkStopped.interrupted }
            if let error = error as? BudgetError { throw WorkStopped.spent(error) }
            throw error
        }
    }

    /// Seconds in which interrupted work may end by itself.
    private static let patience: Int32 = 10

    /// How far the work is for whoever watches for signals.
    private enum Watch { case running, interrupted, over }
}

/// Why work ended early, with everything that was finished kept.
enum WorkStopped: Error, Equatable, CustomStringConvertible {
    /// A person or the system asked for it.
    case interrupted
    /// A limit was reached.
    case spent(BudgetError)

    /// One sentence on what is kept and how to go on.
    var description: String {
        switch self {
        case .interrupted: "interrupted; finished work is kept, and the same command goes on with it"
        case .spent(let error) where !error.isReached: "\(error)"
        case .spent(let error): "\(error): finished work is kept, and the same command goes on with it"
        }
    }
}
