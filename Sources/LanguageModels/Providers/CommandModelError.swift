internal import ChildPrograms
public import CreditEngine

/// Why a program gave no answer.
///
/// What the program wrote is as it came, bounded in length; whoever shows a description passes it through the display
/// boundary.
public enum CommandModelError: PermanentFailure, PassingFailure, Sendable, Hashable, CustomStringConvertible {
    /// The team file names no program.
    case noProgram
    /// There is no such program, or it may not be run.
    case notFound(String)
    /// It could not be started or talked to.
    case notStarted(String, reason: String)
    /// It ended with a status other than 0.
    case failed(String, status: Int, said: String)
    /// A signal ended it.
    case ended(String, signal: Int, said: String)
    /// It took too long and was ended.
    case timedOut(String, seconds: Int)
    /// It wrote too much and was ended.
    case tooMuch(String, limit: Int)
    /// It did not write an answer in JSON.
    case notUnderstood(String, said: String)

    /// Whether every later call would fail the same way until somebody changes the command.
    public var isPermanent: Bool {
        switch self {
        case .noProgram, .notFound: true
        default: false
        }
    }

    /// Whether the system could not start the program; what the program itself did is its answer to what it was asked.
    public var isPassing: Bool {
        if case .notStarted = self { return true }
        return false
    }

    /// One sentence: the program, what happened, what to do.
    public var description: String {
        switch self {
        case .noProgram: "the command of a model is empty; give its program and arguments as a list"
        case .notFound(let program): "\(program) cannot be found or run; check the command of the model"
        case .notStarted(let program, let reason):
            "\(program) could not be run (\(reason)); check the command of the model"
        case .failed(let program, let status, let said): "\(program) ended with status \(status)\(Self.tail(said))"
        case .ended(let program, let signal, let said): "\(program) was ended by signal \(signal)\(Self.tail(said))"
        case .timedOut(let program, let seconds):
            "\(program) did not answer within \(seconds) s and was ended; ask for less"
        case .tooMuch(let program, let limit):
            "\(program) wrote more than \(limit) bytes and was ended; it must write one JSON object"
        case .notUnderstood(let program, let said):
            "\(program) did not write a JSON object with a text\(Self.tail(said)); see the format of command models"
        }
    }

    init(_ failure: ProgramFailure, program: String) {
        switch failure {
        case .silent(let seconds): self = .timedOut(program, seconds: seconds)
        case .tooLong(let limit): self = .tooMuch(program, limit: limit)
        case _ where failure.isMissing: self = .notFound(program)
        default: self = .notStarted(program, reason: failure.description)
        }
    }

    private static func tail(_ said: String) -> String { said.isEmpty ? "" : ": \(said)" }
}
