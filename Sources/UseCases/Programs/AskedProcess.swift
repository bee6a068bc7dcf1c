import CreditEngine
import Dispatch
import LanguageModels
import Synchronization

/// A process of a program that the team file names, on a thread of its own because waiting for it blocks.
actor AskedProcess {
    /// Why a process gave no line in reply, as a clause.
    struct Silence: Error, CustomStringConvertible {
        let description: String
    }

    private let key: String
    private let command: [String]
    private let place: ProgramPlace
    private let tell: @Sendable (String) -> Void
    private let queue = ProcessQueue()
    private var process: LineProcess?
    private let child = Mutex<ChildProcess?>(nil)

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Names a program; it starts when it is asked.
    ///
    /// - Parameter key: where the team file names it (`runner.command`).
    init(_ command: [String], key: String, in place: ProgramPlace, tell: @escaping @Sendable (String) -> Void) {
        self.key = key
        self.command = command
        self.place = place
        self.tell = tell
    }

    /// Sends a line and waits for the line that answers it.
    ///
    /// Throws `ProgramNotStarted`, `Silence` after which the process is over, and `CancellationError`.
    func ask(_ line: [UInt8], seconds: Int) throws -> [UInt8] { try answer { try $0.ask(line, seconds: seconds) } }

    /// Sends the only line, and answers with all that the program writes until it ends.
    ///
    /// Throws as `ask` does.
    func askOnce(_ line: [UInt8], seconds: Int) throws -> [UInt8] {
        defer { end() }
        return try answer { try $0.askOnce(line, seconds: seconds) }
    }

    private func answer(_ ask: (LineProcess) throws -> [UInt8]) throws -> [UInt8] {
        try Task.checkCancellation()
        if process?.hasEnded == true { end() }
        let running = try process ?? start()
        // Whoever cancels from here on finds the child and ends it; whoever did so before is noticed now.
        if Task.isCancelled {
            end()
            throw CancellationError()
        }
        do {
            let answer = try ask(running)
            // Ended from elsewhere, it may have left half of one.
            try Task.checkCancellation()
            return answer
        } catch {
            end()
            try Task.checkCancellation()
            guard error as? LineProcess.Failure == .ended else { throw Silence(description: "\(error)") }
            let status = running.child.exitStatus.map { " (status \($0))" } ?? ""
            let words = running.lastWords.map { "; it last said: \($0)" } ?? ""
            throw Silence(description: "\(error)\(status)\(words)")
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
            let started = try LineProcess(command, in: place, tell: tell)
            process = started
            child.withLock { $0 = started.child }
            return started
        } catch {
            throw ProgramNotStarted(key: key, program: command.first ?? "", reason: "\(error)")
        }
    }
}

/// A program that the team file names cannot be started: no later run can be made, or judged, either.
package struct ProgramNotStarted: PermanentFailure, Equatable, CustomStringConvertible {
    package let key: String
    package let program: String
    package let reason: String
    package let isPermanent = true
    package var description: String { "\(program): \(reason); check '\(key)' in the team file" }
}

/// Runs an actor's work in order, on threads that may block.
private final class ProcessQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "program")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
