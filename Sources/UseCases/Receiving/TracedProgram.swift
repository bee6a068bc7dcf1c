import ChildPrograms
import Foundation
import Synchronization

/// A program that is run with its spans sent to a receiver.
package struct TracedProgram: Sendable {
    private let command: [String]

    /// A program by argument vector.
    package init(command: [String]) { self.command = command }

    /// Runs the program to its end and answers its exit status; `nil` when a signal ended it.
    ///
    /// The variables are set for the program only. It shares this process's output, and a terminal is no input of it.
    /// Throws `TracedProgramError` when it cannot be started.
    package func run(port: UInt16) async throws -> Int32? {
        var environment = ProcessInfo.processInfo.environment
        environment.merge(ExporterVariables.all(port: port, environment: environment)) { $1 }
        do {
            return try await AttachedProgram.run(command, environment: environment)?.status
        } catch {
            throw TracedProgramError(program: command.first ?? "", reason: "\(error)")
        }
    }
}

extension Receiving {
    /// Takes in the spans of a program that is run to its end, while `beside` goes on; answers the program's exit status, `nil`
    /// when a signal ended it.
    ///
    /// Throws what `receive`, the program's start and `beside` throw.
    package func record(
        _ command: [String], beside: @escaping @Sendable () async throws -> Void
    ) async throws -> Int32? {
        let status = Mutex<Int32?>(nil)
        try await receive { port in
            async let ended = TracedProgram(command: command).run(port: port)
            try await beside()
            let code = try await ended
            status.withLock { $0 = code }
        }
        return status.withLock { $0 }
    }
}

/// A program that is to be traced cannot be started.
package struct TracedProgramError: Error, Equatable, CustomStringConvertible {
    package let program: String
    package let reason: String
    package var description: String { "\(program): \(reason); name the program and its arguments behind --" }
}
