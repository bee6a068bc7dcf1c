import CreditEngine
import Testing

@testable import UseCases

@Suite("A program as the judge")
struct CommandEvaluatorTests {
    private let run = FinishedRun(
        problem: Problem(id: "p", input: "How many?", reference: "7"), agents: [Agent(name: "a")],
        messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "The answer is \"6\".")], aggregator: "a")

    private func judge(_ script: String, seconds: Int = 30) async throws -> Outcome? {
        try await CommandEvaluator(command: ["sh", "-c", script], seconds: seconds).outcome(of: run)
    }

    @Test(
        "its score, its verdict, or one from the other",
        arguments: [
            (#"{"score":0.75,"reason":"nearly"}"#, true, 0.75), (#"{"score":0.25}"#, false, 0.25),
            (#"{"success":true}"#, true, 1), (#"{"success":false,"score":0.9}"#, false, 0.9),
            ("{\n\"success\": false\n}", false, 0),
        ] as [(String, Bool, Double)])
    func verdicts(reply: String, success: Bool, score: Double) async throws {
        let outcome = try #require(try await judge("cat > /dev/null; printf '%s' '\(reply)'"))
        #expect(outcome.success == success && outcome.score == score && outcome.evaluator == "command")
    }

    @Test("gets the problem, the answer and the messages in one line, and then the end")
    func question() async throws {
        let line =
            #"{"problem":{"id":"p","input":"How many?","reference":"7"},"answer":"The answer is \"6\".","#
            + #""messages":[{"turn":1,"agent":"a","output":"The answer is \"6\"."}]}"#
        let outcome = try await judge(
            "x=$(cat); [ \"$x\" = '\(line)' ] && echo '{\"score\":1}' || echo '{\"score\":0}'")
        #expect(outcome?.score == 1)
        // One that judges without reading is no reason to be killed by a broken pipe.
        #expect(try await judge("exec <&-; echo '{\"score\":0.5}'")?.score == 0.5)
    }

    @Test("a program that cannot be started ends the work")
    func missing() async {
        let judge = CommandEvaluator(command: ["/nonexistent/program"])
        await #expect(throws: ProgramNotStarted.self) { try await judge.outcome(of: run) }
    }

    @Test(
        "whatever else it does, the outcome is unknown and never 0",
        arguments: [
            ("exit 1", "without an answer"), ("echo 'bad key' >&2; exit 1", "bad key"), ("echo yes", "(yes"),
            ("echo '{}'", "neither"), ("echo '{\"score\":2}'", "not from 0 to 1"), ("echo '{\"score\":NaN}'", "JSON"),
            ("exec sleep 600", "within 1 s"),
        ])
    func failures(script: String, reason: String) async {
        let error = await #expect(throws: CommandEvaluatorError.self) {
            try await judge(script, seconds: script.contains("600") ? 1 : 30)
        }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
