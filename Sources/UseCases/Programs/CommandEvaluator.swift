import ChildPrograms
import CreditEngine
import Foundation
import TraceFiles

/// A program of the person's own that judges how a run ended: the team file's `evaluator: {kind: command, …}`.
///
/// One process a run, by argument vector. It gets one line on its standard input, and then the end of it; it writes one
/// JSON object to its standard output and ends:
/// ```
/// {"problem":{"id":"p-42","input":"…","reference":"18"},"answer":"The answer is 17.",
///  "messages":[{"turn":1,"agent":"researcher","output":"…"},…]}
/// {"score":0.5,"success":false,"reason":"one of two files compiles"}
/// ```
/// `score` is in [0,1], and `success` is the score against 0.5 when left out; one of both is enough. Anything else makes
/// the outcome unknown, never 0.
struct CommandEvaluator: Evaluator {
    /// The program and its arguments.
    var command: [String]
    /// Where it runs.
    var place = ProgramPlace()
    /// Seconds that it may take.
    var seconds = patience
    /// Gets what the program writes to its standard error.
    var remark: RemarkHandler = { _ in }

    /// Seconds that it may take when nobody says otherwise.
    static let patience = 60

    let name = "command"

    /// The outcome of a finished run; throws `CommandEvaluatorError`, `ProgramNotStarted` and `CancellationError`.
    func outcome(of run: FinishedRun) async throws -> Outcome? {
        let line = Self.question(run) + [UInt8(ascii: "\n")]
        let program = ChildProgram(command, in: place) { remark(Remark("evaluator: \($0)")) }
        do {
            let finished = try await program.run(line, within: .seconds(seconds))
            guard !finished.output.isEmpty else {
                throw ProgramFailure.ended(status: finished.ending?.status, lastLine: finished.lastLine)
            }
            return try Self.outcome(finished.output, run: run, name: name)
        } catch let failure as ProgramFailure {
            if failure.isOfStarting { throw ProgramNotStarted(failure, of: command, key: "evaluator.command") }
            throw CommandEvaluatorError(reason: failure.description)
        }
    }

    private static func question(_ run: FinishedRun) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.key("problem")
            text.object { text in
                text.field("id", run.problem.id)
                text.field("input", run.problem.input)
                text.field("reference", run.problem.reference)
            }
            text.field("answer", run.answerText)
            text.key("messages")
            text.array { text in
                for message in run.messages {
                    text.object { text in
                        text.field("turn", message.turn)
                        text.field("agent", run.agents[message.agent].name)
                        text.field("output", message.output)
                    }
                }
            }
        }
        return text.bytes
    }

    private struct Verdict: Decodable {
        var score: Double?
        var success: Bool?
        var reason: String?
    }

    private static func outcome(_ answer: [UInt8], run: FinishedRun, name: String) throws -> Outcome {
        guard let verdict = try? JSONDecoder().decode(Verdict.self, from: Data(answer)) else {
            let start = String(decoding: answer.prefix(60), as: UTF8.self)
            throw CommandEvaluatorError(
                reason: "it did not write a JSON object with \"score\", a number, or \"success\", true or false; "
                    + "\"reason\" is a text (\(start))")
        }
        if let score = verdict.score, !(0...1).contains(score) {
            throw CommandEvaluatorError(reason: "its score \(score) is not from 0 to 1")
        }
        guard let success = verdict.success ?? verdict.score.map({ $0 >= Outcome.threshold }) else {
            throw CommandEvaluatorError(reason: "it wrote neither \"score\" nor \"success\"")
        }
        return Outcome(
            success: success, score: verdict.score ?? (success ? 1 : 0),
            answer: run.answerText.map { AnswerText.phrase(in: $0) }, evaluator: name,
            reason: verdict.reason)
    }
}

/// Why a program did not judge a run.
package struct CommandEvaluatorError: Error, Equatable, CustomStringConvertible {
    package let reason: String
    package var description: String { "evaluator: \(reason)" }
}
