import CreditEngine
import Dispatch
import Foundation
import LanguageModels
import ProgramTape
import Synchronization
import SystemPackage

/// Starts a person's program for `RecordedProgram`, and tells one version of the program from another.
enum ProgramLaunch {
    /// Starts the program once for each run, on threads that may block.
    ///
    /// - Parameters:
    ///   - section: the program.
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - seconds: how long a run may take.
    ///   - remark: takes what the program writes to its standard error.
    static func launch(
        _ section: ProgramSection, in folder: String?, seconds: Int, remark: @escaping RemarkHandler
    ) -> RecordedProgram.Launch {
        { question, variables in
            let interrupt = Mutex<(@Sendable () -> Void)?>(nil)
            return try await withTaskCancellationHandler {
                try Task.checkCancellation()
                return try await withCheckedThrowingContinuation { continuation in
                    DispatchQueue.global().async {
                        continuation.resume(
                            with: Result {
                                let process: ProgramProcess
                                do {
                                    process = try ProgramProcess(
                                        section.command, question: question, variables: variables, in: folder,
                                        tell: { remark(Remark("program: \($0)", .info)) })
                                } catch {
                                    throw ProgramNotStarted(
                                        key: "runner.program", program: section.command.first ?? "", reason: "\(error)")
                                }
                                interrupt.withLock { $0 = process.interrupt }
                                defer { interrupt.withLock { $0 = nil } }
                                return try process.finish(seconds: seconds)
                            })
                    }
                }
            } onCancel: {
                interrupt.withLock { $0?() }
            }
        }
    }

    /// What a kept replay of the program depends on: its version where the team file gives one, else the content of the
    /// files that its arguments name; throws `IdentityError`.
    static func fingerprint(_ section: ProgramSection, in folder: String) throws -> CanonicalJSON {
        var parts: [CanonicalJSON] = section.command.map { .string($0) }
        if let version = section.version {
            parts.append(.string(version))
        } else {
            for argument in section.command {
                let path = FilePath(folder).pushing(FilePath(argument))
                guard let content = FileManager.default.contents(atPath: path.string), content.count <= 16 << 20 else {
                    continue
                }
                parts.append(.string(try SHA256Digest(of: Array(content)).hex))
            }
        }
        return .array(parts)
    }

    /// A launch that counts against a budget, one call a run, and is settled before anybody judges the run.
    static func counted(
        _ launch: @escaping RecordedProgram.Launch, of program: String, budget: CallBudget?
    ) -> RecordedProgram.Launch {
        guard let budget else { return launch }
        return { question, variables in
            try await budget.countingRun(of: program, unless: { $0 is ProgramNotStarted }) {
                try await launch(question, variables)
            }
        }
    }

    /// The program as a runner of replays; throws what `RecordedProgram` throws.
    ///
    /// - Parameter budget: counts each run as one call; `nil` is without limit.
    static func runner(
        _ section: ProgramSection, team: Team?, in folder: String?, seconds: Int, evaluator: (any Evaluator)?,
        transport: any Transport, budget: CallBudget? = nil, remark: @escaping RemarkHandler
    ) throws -> RecordedProgram {
        try RecordedProgram(
            team: team, evaluator: evaluator, transport: transport,
            endpoints: ModelEndpoints(upstream: section.upstream, environment: ProcessInfo.processInfo.environment),
            seeds: section.sendsSeeds,
            launch: counted(
                launch(section, in: folder, seconds: seconds, remark: remark), of: section.command.first ?? "",
                budget: budget))
    }
}
