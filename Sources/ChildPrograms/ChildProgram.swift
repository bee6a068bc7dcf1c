internal import Dispatch
internal import Synchronization

/// A person's program, on a thread of its own because waiting for it blocks; cancelling the task ends the program.
package actor ChildProgram {
    private let command: [String]
    private let folder: String?
    private let environment: [String: String]
    private let tell: @Sendable (String) -> Void
    private let queue = BlockingQueue()
    private var running: RunningProgram?
    private let child = Mutex<ChildProcess?>(nil)

    /// Runs on a thread that may block.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Names a program; it starts when it is asked.
    ///
    /// - Parameters:
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - environment: the variables that it gets.
    ///   - tell: gets each line of its standard error.
    package init(
        _ command: [String], in folder: String?, environment: [String: String],
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.command = command
        self.folder = folder
        self.environment = environment
        self.tell = tell
    }

    /// Names a program that gets the usual variables and those that are named for it.
    package init(_ command: [String], in place: ProgramPlace, tell: @escaping @Sendable (String) -> Void = { _ in }) {
        self.init(command, in: place.folder, environment: place.environment(), tell: tell)
    }

    /// Runs the program once, from its input to its end; throws `ProgramFailure` and `CancellationError`.
    package nonisolated func run(
        _ input: [UInt8], within time: Duration,
        output bound: RunningProgram.OutputBound = .refuse(beyond: RunningProgram.answerLimit)
    ) async throws -> FinishedProgram {
        let finished = try await ending { try $0.finish(input, within: time, output: bound) }
        await end()
        return finished
    }

    /// Ends the program; asking again starts another.
    ///
    /// - Parameter grace: milliseconds in which it may end by itself.
    package func end(grace: Int = 0) {
        child.withLock { $0 = nil }
        running?.end(grace: grace)
        running = nil
    }

    private nonisolated func ending<Answer: Sendable>(
        _ use: @Sendable (RunningProgram) throws -> Answer
    ) async throws -> Answer {
        try await withTaskCancellationHandler {
            try await answer(use)
        } onCancel: {
            child.withLock { $0?.interrupt() }
        }
    }

    private func answer<Answer>(_ use: (RunningProgram) throws -> Answer) throws -> Answer {
        try Task.checkCancellation()
        if running?.hasEnded == true { end() }
        let program = try running ?? start()
        // Whoever cancels from here on finds the child and ends it; whoever did so before is noticed now.
        if Task.isCancelled {
            end()
            throw CancellationError()
        }
        do {
            let answer = try use(program)
            // Ended from elsewhere, it may have left half of one.
            try Task.checkCancellation()
            return answer
        } catch {
            end()
            try Task.checkCancellation()
            throw error
        }
    }

    private func start() throws -> RunningProgram {
        let started = try RunningProgram(command, in: folder, environment: environment, tell: tell)
        running = started
        child.withLock { $0 = started.child }
        return started
    }
}

/// Runs an actor's work in order, on threads that may block.
private final class BlockingQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "program")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
