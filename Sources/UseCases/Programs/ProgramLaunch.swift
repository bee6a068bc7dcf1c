import ChildPrograms
import CreditEngine
import Foundation
import LanguageModels
import ProgramTape
import Synchronization

/// Starts a person's program for `RecordedProgram`.
enum ProgramLaunch {
    /// Bytes of output that are kept, from its end: the answer is the last line.
    private static let outputLimit = 1 << 20

    /// Starts the program once for each run.
    ///
    /// The question takes the place of `{input}` in an argument, and is the program's standard input and `ASCRIBE_INPUT`
    /// besides; the path of a file for the answer takes the place of `{answer}`.
    ///
    /// - Parameters:
    ///   - section: the program.
    ///   - folder: where it runs; `nil` is the current folder.
    ///   - seconds: how long a run may take.
    ///   - followsWeight: whether fewer runs go on at once where the processors carry no more.
    ///   - key: where the team file names the program; `nil` when the command line does.
    ///   - remark: takes what the program writes to its standard error, each line once.
    static func launch(
        _ section: ProgramSection, in folder: String?, seconds: Int, followsWeight: Bool = false,
        key: String? = "runner.program", remark: @escaping RemarkHandler
    ) throws -> RecordedProgram.Launch {
        // Every run says the same again.
        let said = Mutex<Set<String>>([])
        let tell: @Sendable (String) -> Void = { line in
            if said.withLock({ $0.insert(line).inserted }) { remark(Remark("program: \(line)", .info)) }
        }
        let warm = section.isWarm ? try WarmPython(section.command, in: folder, seconds: seconds, tell: tell) : nil
        let launch: RecordedProgram.Launch = { question, variables in
            do {
                if let warm { return try await warm.run(question: question, variables: variables) }
                let program = ChildProgram(
                    command(section.command, question: question, variables), in: folder,
                    environment: environment(question: question, variables), tell: tell)
                let finished = try await program.run(
                    Array(question.utf8), within: .seconds(seconds), output: .keepEnd(outputLimit))
                return ProgramEnd(
                    status: (finished.ending?.status).map(Int.init),
                    answer: answer(in: String(decoding: finished.output, as: UTF8.self)),
                    lastWords: finished.lastLine ?? "", processorSeconds: finished.processorSeconds)
            } catch let failure as ProgramFailure {
                switch failure {
                case .noProgram, .notStarted:
                    throw ProgramNotStarted(failure, of: section.command, key: key)
                case .silent(let seconds): throw ProgramRunError.late(seconds: seconds)
                case .ended(let status, let lastLine):
                    throw ProgramRunError.failed(status: status.map(Int.init), words: lastLine ?? "")
                case .tooLong: throw failure
                }
            }
        }
        return admitted(section.answer.reading(launch, in: folder), followsWeight: followsWeight, remark: remark)
    }

    /// A launch of which as many go on at once as the processors carry.
    private static func admitted(
        _ launch: @escaping RecordedProgram.Launch, followsWeight: Bool, remark: @escaping RemarkHandler
    ) -> RecordedProgram.Launch {
        guard followsWeight else { return launch }
        let admission = RunAdmission { runs, weight in
            guard runs < FreeDescriptors.usualJobs else { return }
            let busy = weight.formatted(.number.precision(.fractionLength(1)))
            remark(
                Remark(
                    "\(Numeral.count(runs, "run")) at once for now, since one keeps \(busy) processors busy; --jobs N makes it N",
                    .info))
        }
        return { question, variables in
            let ticket = try await admission.enter()
            do {
                let end = try await launch(question, variables)
                await admission.leave(ticket, processorSeconds: end.processorSeconds)
                return end
            } catch {
                await admission.leave(ticket, processorSeconds: nil)
                throw error
            }
        }
    }

    /// The arguments of a run, with the question in the place of `{input}`, and the file for the answer in that of `{answer}`.
    static func command(_ command: [String], question: String, _ variables: [String: String]) -> [String] {
        command.map { argument in
            argument.split(separator: "{input}", omittingEmptySubsequences: false).map { part in
                guard let path = variables[AnswerSource.variable] else { return String(part) }
                return part.split(separator: "{answer}", omittingEmptySubsequences: false).joined(separator: path)
            }.joined(separator: question)
        }
    }

    /// The environment of a run: all of this process's, since the program calls its models with its own keys.
    static func environment(question: String, _ variables: [String: String]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        environment["ASCRIBE_INPUT"] = question
        return environment
    }

    /// The last line of an output that is not blank; `nil` when there is none.
    static func answer(in output: String) -> String? {
        output.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
    }

    /// A launch that counts against a budget, one call a run, and is settled before anybody judges the run.
    static func counted(
        _ launch: @escaping RecordedProgram.Launch, of program: String, budget: CallBudget?
    ) -> RecordedProgram.Launch {
        guard let budget else { return launch }
        return { question, variables in
            try await budget.countingRun(of: program, isMetered: true, unless: { $0 is ProgramNotStarted }) {
                try await launch(question, variables)
            }
        }
    }

    /// The program as a runner of replays; throws what `RecordedProgram` throws.
    ///
    /// - Parameters:
    ///   - names: the agents' names by those that their prompts would give them.
    ///   - budget: counts each run as one call; `nil` is without limit.
    ///   - followsWeight: whether fewer runs go on at once where the processors carry no more.
    ///   - key: where the team file names the program; `nil` when the command line does.
    static func runner(
        _ section: ProgramSection, team: Team?, names: [String: String] = [:], in folder: String?, seconds: Int,
        evaluator: (any Evaluator)?,
        transport: any Transport, budget: CallBudget? = nil, followsWeight: Bool = false,
        key: String? = "runner.program", remark: @escaping RemarkHandler
    ) throws -> RecordedProgram {
        try RecordedProgram(
            team: team, names: names, evaluator: evaluator, transport: transport,
            endpoints: ModelEndpoints(upstream: section.upstream, environment: ProcessInfo.processInfo.environment),
            meter: CallMeter(prices: section.prices, budget: budget), seeds: section.sendsSeeds,
            tools: section.tools, agentField: section.agentField,
            launch: counted(
                try launch(
                    section, in: folder, seconds: seconds, followsWeight: followsWeight, key: key, remark: remark),
                of: section.command.first ?? "", budget: budget))
    }
}
