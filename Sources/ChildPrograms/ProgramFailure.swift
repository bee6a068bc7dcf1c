internal import Foundation

/// Why a program gave no answer; a clause.
package enum ProgramFailure: Error, Equatable, CustomStringConvertible {
    /// The command is empty.
    case noProgram
    /// The system did not start it: an error number.
    case notStarted(code: Int32)
    /// It ended, or closed its output, before it had answered.
    case ended(status: Int32?, lastLine: String?)
    /// It took longer than it may.
    case silent(seconds: Int)
    /// It wrote more than it may.
    case tooLong(bytes: Int)

    /// Whether the program never began.
    package var isOfStarting: Bool {
        switch self {
        case .noProgram, .notStarted: true
        case .ended, .silent, .tooLong: false
        }
    }

    /// Whether there is no such program, or it may not be run.
    package var isMissing: Bool {
        if case .notStarted(let code) = self { return [ENOENT, EACCES, ENOTDIR].contains(code) }
        return self == .noProgram
    }

    /// What happened, and what the program said last.
    package var description: String {
        switch self {
        case .noProgram: return "the program cannot be started (no program is named)"
        case .notStarted(let code): return "the program cannot be started (\(String(cString: strerror(code))))"
        case .ended(let status, let lastLine):
            let ending = status.map { " (status \($0))" } ?? ""
            let words = lastLine.map { "; it last said: \($0)" } ?? ""
            return "the program ended without an answer\(ending)\(words)"
        case .silent(let seconds): return "the program gave no answer within \(seconds) s"
        case .tooLong(let bytes): return "the program's answer is longer than \(bytes) bytes"
        }
    }
}
