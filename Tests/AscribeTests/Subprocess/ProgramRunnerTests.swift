import ChildPrograms
import CreditEngine
import Foundation
import LanguageModels
import Synchronization
import Testing

@testable import UseCases

@Suite("The user's own system as a runner")
struct ProgramRunnerTests {
    private static let team = Team(
        members: [Team.Member(name: "a", prompt: "A."), Team.Member(name: "b", prompt: "B.")],
        aggregation: AggregationProtocol(turns: 1, order: ["a", "b"], aggregator: "b"))

    private let trace = Trace(
        id: "t", problem: Problem(id: "p", input: "How many?", reference: "7"), team: team,
        agents: [Agent(name: "a"), Agent(name: "b")],
        messages: [
            Message(ordinal: 0, turn: 1, agent: 0, output: "6"), Message(ordinal: 1, turn: 1, agent: 1, output: "7"),
        ], outcome: Outcome(success: true))

    /// A system in a few words of shell: `$x` is the request, `$id` its number, `$$` the process.
    private static func loop(_ body: String) -> String {
        #"while read -r x; do id=${x#*'"id":'}; id=${id%%,*}; "# + body + "; done"
    }

    private static func says(_ b: String) -> String {
        #"echo "{\"id\":$id,\"type\":\"trace\",\"trace\":\"t\",\"messages\":["#
            + #"{\"turn\":1,\"agent\":\"a\",\"output\":\"6\"},{\"turn\":1,\"agent\":\"b\",\"output\":\"\#(b)\"}],"#
            + #"\"outcome\":{\"success\":false}}""#
    }

    private func runner(
        _ script: String, evaluator: (any Evaluator)? = AnswerEvaluator.numeric(), seconds: Int = 30,
        concurrency: Int = 1, in folder: String? = nil, tell: @escaping @Sendable (String) -> Void = { _ in }
    ) -> ProgramRunner {
        ProgramRunner(
            ["sh", "-c", script], in: ProgramPlace(folder: folder), evaluator: evaluator, seconds: seconds,
            concurrency: concurrency
        ) { tell($0.text) }
    }

    private func replay(_ runner: ProgramRunner, keeping count: Int = 1) async throws -> ReplayResult {
        try await TeamReplayer(trace, runner: runner, team: Self.team).replay(ReplayRequest(prefix: count, seed: 1))
    }

    @Test("its run is judged by the evaluator, or by itself when there is none")
    func judged() async throws {
        let own = runner(Self.loop(Self.says("7")))
        let result = try await replay(own)
        #expect(result.outcome == 1 && result.spoken == 1)
        await own.end()
        let trusting = runner(Self.loop(Self.says("7")), evaluator: nil)
        #expect(try await replay(trusting).outcome == 0)
        await trusting.end()
    }

    @Test("one process serves one run after the other")
    func again() async throws {
        let runner = runner(Self.loop(Self.says("$$")))
        let plan = RunPlan(id: "t", problem: Problem(input: "?"), seeding: Seeding(replay: 1))
        let first = try await runner.run(plan, as: Self.team)
        let second = try await runner.run(plan, as: Self.team)
        #expect(first.messages == second.messages && first.messages[1].output != "$$")
        await runner.end()
    }

    @Test("runs under way at once have processes of their own")
    func sideBySide() async throws {
        let scratch = try Scratch()
        // Each answers only when both have been asked.
        let meeting = "touch $$; while [ $(ls | wc -l) -lt 2 ]; do sleep 0.01; done; " + Self.says("$$")
        let runner = runner(Self.loop(meeting), in: scratch.path)
        let plan = RunPlan(id: "t", problem: Problem(input: "?"), seeding: Seeding(replay: 1))
        async let one = runner.run(plan, as: Self.team)
        async let two = runner.run(plan, as: Self.team)
        #expect(try await one.messages[1].output != two.messages[1].output)
        await runner.end()
    }

    /// Reads two requests before it says anything.
    private static func pair(_ body: String) -> String {
        let number = #"id=${x#*'"id":'}; id=${id%%,*}; "#
        return "while read -r x; do " + number + "first=$id; read -r x; " + number + body + "; done"
    }

    @Test("one process holds as many requests as it says, and answers them in any order")
    func together() async throws {
        let runner = runner(Self.pair(Self.says("$$") + "; id=$first; " + Self.says("$$")), concurrency: 2)
        let plan = RunPlan(id: "t", problem: Problem(input: "?"), seeding: Seeding(replay: 1))
        async let one = runner.run(plan, as: Self.team)
        async let two = runner.run(plan, as: Self.team)
        #expect(try await one.messages == two.messages)
        await runner.end()
    }

    @Test("a line that answers none of the requests of a process fails all of them; the next has another process")
    func stray() async throws {
        let scratch = try Scratch()
        let runner = runner(
            "if [ -e died ]; then \(Self.loop(Self.says("7"))); else touch died; \(Self.pair("echo Loading...")); fi",
            concurrency: 2, in: scratch.path)
        async let one = replay(runner)
        async let two = replay(runner)
        for result in [try await one, try await two] {
            guard case .undefined(let why) = result.ending else {
                Issue.record("there is an outcome")
                continue
            }
            #expect(why.contains("no JSON object (Loading...)"), "\(why)")
        }
        #expect(try await replay(runner).outcome == 1)
        await runner.end()
    }

    @Test(
        "dies, hangs, or writes something else: that replay is UNDEFINED and says why",
        arguments: [
            ("read -r x; echo 'no key' >&2; exit 3", "ended without an answer (status 3); it last said: no key"),
            ("exit 0", "ended without an answer"), ("exec sleep 600", "no answer within 1 s"),
            ("exec 1>&-; exec sleep 600", "ended without an answer"),
            (loop("echo Loading..."), "no JSON object (Loading...)"),
            (loop("head -c 17000000 /dev/zero | tr '\\0' x; echo"), "longer than 16777216 bytes"),
            (loop(#"echo "{\"id\":99,\"error\":\"late\"}""#), "answered request 99 instead of 1"),
            (loop(#"echo "{\"id\":$id,\"error\":\"out of paper\"}""#), "out of paper"),
            (loop(#"echo "{\"id\":$id,\"type\":\"trace\",\"trace\":\"t\",\"messages\":[]}""#), "no messages"),
            (loop(says("7").replacing("\\\"6\\\"", with: "\\\"5\\\"")), "does not keep what a said in turn 1"),
        ])
    func undefined(script: String, reason: String) async throws {
        let runner = runner(script, seconds: script.contains("600") ? 1 : 30)
        guard case .undefined(let why) = try await replay(runner).ending else {
            Issue.record("there is an outcome")
            return
        }
        #expect(why.contains(reason), "\(why)")
        await runner.end()
    }

    @Test("after a failure another process makes the next run")
    func restarts() async throws {
        let scratch = try Scratch()
        let runner = runner(
            Self.loop("if [ -e died ]; then \(Self.says("7")); else touch died; exit 1; fi"), in: scratch.path)
        #expect(try await replay(runner).outcome == nil)
        #expect(try await replay(runner).outcome == 1)
        await runner.end()
    }

    @Test("a process that ended between two runs is not blamed on the second")
    func endsInBetween() async throws {
        let runner = runner(#"read -r x; id=${x#*'"id":'}; id=${id%%,*}; "# + Self.says("7"))
        #expect(try await replay(runner).outcome == 1)
        #expect(try await replay(runner).outcome == 1)
        await runner.end()
    }

    @Test("a program that cannot be started ends the work instead of making everything UNDEFINED")
    func missing() async throws {
        let runner = ProgramRunner(["/nonexistent/program"]) { _ in }
        await #expect(throws: ProgramNotStarted.self) { try await replay(runner) }
    }

    @Test("cancelling ends the process that is being asked", .timeLimit(.minutes(10)))
    func cancels() async throws {
        let (asked, told) = AsyncStream.makeStream(of: String.self)
        let runner = runner("read -r x; echo asked >&2; exec sleep 600") { told.yield($0) }
        let trace = trace
        let work = Task {
            try await TeamReplayer(trace, runner: runner, team: Self.team).replay(ReplayRequest(prefix: 1, seed: 1))
        }
        for await line in asked {
            #expect(line == "runner: asked")
            break
        }
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
        await runner.end()
    }
}
