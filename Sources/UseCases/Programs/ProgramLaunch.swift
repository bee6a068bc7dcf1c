import ChildPrograms
import CreditEngine
import Foundation
import LanguageModels
import ProgramTape
import SystemPackage

/// Starts a person's program for `RecordedProgram`, and tells one version of the program from another.
enum ProgramLaunch {
    /// Bytes of output that are kept, from its end: the answer is the last line.
    private static let outputLimit = 1 << 20

    /// Starts the program once for each run.
    ///
    /// The question takes the place of `{input}` in an argument, and is the program's standard input and `ASCRIBE_INPUT`
    /// besides.
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
            var environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
            environment["ASCRIBE_INPUT"] = question
            let command = section.command.map {
                $0.split(separator: "{input}", omittingEmptySubsequences: false).joined(separator: question)
            }
            let program = ChildProgram(command, in: folder, environment: environment) {
                remark(Remark("program: \($0)", .info))
            }
            do {
                let finished = try await program.run(
                    Array(question.utf8), within: .seconds(seconds), output: .keepEnd(outputLimit))
                let text = String(decoding: finished.output, as: UTF8.self)
                let answer = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
                return ProgramEnd(
                    status: (finished.ending?.status).map(Int.init), answer: answer.map(String.init),
                    lastWords: finished.lastLine ?? "")
            } catch let failure as ProgramFailure where failure.isOfStarting {
                throw ProgramNotStarted(failure, of: section.command, key: "runner.program")
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
