import ArgumentParser
import Dispatch
import Foundation
import LanguageModels
import Synchronization

/// Lets INT and TERM end long work in order: the first one stops it with what is finished kept, the second ends the
/// program at once.
enum Interruption {
    /// Does work that can be interrupted.
    ///
    /// Throws `WorkStopped` when it was, or when its budget is spent, and what the work throws.
    static func guarding(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        let isInterrupted = Mutex(false)
        let queue = DispatchQueue(label: "signals")
        try await withTaskCancellationHandler {
            let sources = [SIGINT, SIGTERM].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler {
                    if isInterrupted.withLock({ was in
                        defer { was = true }
                        return was
                    }) {
                        _exit(ExitCode.interrupted.rawValue)
                    }
                    task.cancel()
                }
                source.resume()
                return source
            }
            defer { for source in sources { source.cancel() } }
            do {
                try await task.value
            } catch {
                if isInterrupted.withLock({ $0 }) { throw WorkStopped.interrupted }
                if let error = error as? BudgetError { throw WorkStopped.spent(error) }
                throw error
            }
        } onCancel: {
            task.cancel()
        }
    }
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
        case .spent(let error): "\(error): finished work is kept, and the same command goes on with it"
        }
    }
}
