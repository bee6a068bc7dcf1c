import ArgumentParser
import ChildPrograms
import CreditEngine
import CreditStore
import LanguageModels
import ProgramTape
import SpanReceiver
import TraceFiles
import UseCases

/// What a command's exit status says.
extension ExitCode {
    /// Done, but bad lines were seen, or a gate refused.
    static let doneWithFindings = ExitCode(1)
    /// The arguments cannot be used, found before or while working; the argument parser's own status.
    static let usage = ExitCode.validationFailure
    /// A comparison shows neither that a change is worse nor that it is not.
    static let undecided = ExitCode(2)
    /// Input or output could not be read or written.
    static let unreadable = ExitCode(3)
    /// A model or a runner failed.
    static let modelFailed = ExitCode(4)
    /// Interrupted; finished work is kept.
    static let interrupted = ExitCode(130)
}

extension ExitCode {
    /// The status of a failure whose description is the sentence to say; `nil` for all that the argument parser tells.
    static func of(failure error: any Error) -> ExitCode? {
        switch error {
        case let error as any UsageMistake where error.isUsageMistake: usage
        case let error as StoreError where error.isRefusal: doneWithFindings
        case is TraceFileError, is TeamFileError, is StoreError, is TerminalError, is DraftError,
            is ThreadShortage, is MappingFileError, is SpanJournal.Failure, is SpanReceiver.Failure,
            is MetricsServer.Failure:
            unreadable
        case is ReplayError, is MeasureError, is TeamError, is TeamRunError, is ModelError, is BudgetError,
            is CommandModelError, is RecordedModelError, is EndpointError, is IdentityError, is RunnerFailure,
            is ProgramNotStarted, is TracedProgramError, is ProgramRunError, is CommandEvaluatorError, is JudgeError:
            modelFailed
        case is ReviewError, is ValidationRefusal, is HeldOutError, is LineScoring.Failure: doneWithFindings
        case is CritiqueError, is ProposalError, is RevisionInputError: modelFailed
        case is ReadOnlyRefusal, is VerdictError, is RepromptError: validationFailure
        case let error as WorkStopped: error == .interrupted ? interrupted : modelFailed
        case is CancellationError: interrupted
        default: nil
        }
    }
}

/// An error that may say that the command line asks for what is not there.
private protocol UsageMistake {
    var isUsageMistake: Bool { get }
}

extension TraceFileError: UsageMistake {
    fileprivate var isUsageMistake: Bool {
        switch self {
        case .noSuchTrace, .ambiguousTrace: true
        default: false
        }
    }
}

extension StoreError: UsageMistake {
    fileprivate var isUsageMistake: Bool { isWrongName }
}

extension ReplayError: UsageMistake {
    fileprivate var isUsageMistake: Bool {
        switch self {
        case .missing, .noCell, .budgetTooSmall: true
        default: false
        }
    }
}

extension MeasureError: UsageMistake {
    fileprivate var isUsageMistake: Bool { self == .succeeded }
}

extension CritiqueError: UsageMistake {
    fileprivate var isUsageMistake: Bool { if case .noMessage = self { true } else { false } }
}

extension TeamError: UsageMistake {
    fileprivate var isUsageMistake: Bool {
        switch self {
        case .noModel, .noTeam, .noSuite, .noProblems, .ownProblems: true
        default: false
        }
    }
}

extension CheckReport {
    /// Ends the command with the status of what was wrong: unreadable files, else bad lines; returns when nothing was.
    func exitUnlessSound() throws {
        if !failures.isEmpty { throw ExitCode.unreadable }
        if hasFindings { throw ExitCode.doneWithFindings }
    }
}
