import CreditEngine
import Dispatch
import Synchronization

/// One process of the user's own system, on a thread of its own because waiting for it blocks.
actor RunnerProcess {
    /// Why a process gave no line in reply, as a clause.
    struct Silence: Error, CustomStringConvertible {
        let description: String
    }

    private let command: [String]
    private let folder: String?
    private let tell: @Sendable (String) -> Void
    private let queue = ProcessQueue()
    private var process: LineProcess?
    private let child = Mutex<ChildProcess?>(nil)

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Names a program; it starts when it is asked.
    init(_ command: [String], in folder: String?, tell: @escaping @Sendable (String) -> Void) {
        self.command = command
        self.folder = folder
        self.tell = tell
    }

    /// Sends a line and waits for the line that answers it.
    ///
    /// Throws `RunnerNotStarted`, `Silence` after which the process is over, and `CancellationError`.
    func ask(_ line: [UInt8], seconds: Int) throws -> [UInt8] {
        try Task.checkCancellation()
        if process?.hasEnded == true { end() }
        let running = try process ?? start()
        // Whoever cancels from here on finds the child and ends it; whoever did so before is noticed now.
        if Task.isCancelled {
            end()
            throw CancellationError()
        }
        do {
            return try running.ask(line, seconds: seconds)
        } catch {
            end()
            try Task.checkCancellation()
            let words = error as? LineProcess.Failure == .ended ? running.lastWords : nil
            throw Silence(description: "\(error)" + (words.map { "; it last said: \($0)" } ?? ""))
        }
    }

    /// Ends the process; asking again starts another.
    ///
    /// - Parameter grace: milliseconds in which it may end by itself.
    func end(grace: Int = 0) {
        child.withLock { $0 = nil }
        process?.end(grace: grace)
        process = nil
    }

    /// Ends the process at once, from wherever, while it is being asked.
    nonisolated func interrupt() { child.withLock { $0?.kill() } }

    private func start() throws -> LineProcess {
        do {
            let started = try LineProcess(command, in: folder, tell: tell)
            process = started
            child.withLock { $0 = started.child }
            return started
        } catch {
            throw RunnerNotStarted(program: command.first ?? "", reason: "\(error)")
        }
    }
}

/// The program that re-runs the user's own system cannot be started: no later run can be made either.
struct RunnerNotStarted: StoppingError, Equatable, CustomStringConvertible {
    let program: String
    let reason: String
    var description: String { "the runner \(program): \(reason); check 'runner.command' in the team file" }
}

/// Runs an actor's work in order, on threads that may block.
private final class ProcessQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "runner")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
