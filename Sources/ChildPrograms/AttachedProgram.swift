internal import Foundation

/// A program that shares this process's output.
package enum AttachedProgram {
    /// Runs it to its end, and says how it ended; cancelling the task ends the program.
    ///
    /// A terminal is no input of it. Throws `ProgramFailure` when it cannot be started, and `ThreadShortage`.
    package static func run(_ command: [String], environment: [String: String]) async throws -> ProgramEnding? {
        let input = isatty(STDIN_FILENO) == 1 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : STDIN_FILENO
        defer { if input != STDIN_FILENO { close(input) } }
        let child = try ChildProcess(
            command, environment: environment, streams: (input, STDOUT_FILENO, STDERR_FILENO))
        return try await withTaskCancellationHandler {
            do {
                // On a thread of its own: waiting for a program must hold up nobody else.
                return try await OwnThread.result {
                    child.wait()
                    return child.ending
                }
            } catch {
                child.end()
                throw error
            }
        } onCancel: {
            child.interrupt()
        }
    }
}
