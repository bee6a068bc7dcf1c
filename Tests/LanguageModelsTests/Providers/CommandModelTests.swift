import CreditEngine
import Synchronization
import Testing

@testable import LanguageModels

@Suite("Programs as models")
struct CommandModelTests {
    private static func shell(_ script: String, _ services: CommandServices = CommandServices()) throws -> CommandModel
    {
        try CommandModel(["sh", "-c", script], services: services)
    }

    @Test("A program gets the request and gives the answer")
    func answers() async throws {
        // The program answers with what it read, as a JSON text without its quotes and braces.
        let model = try CommandModel([
            "/bin/sh", "-c",
            #"read line; printf '{"text":"%s","model":"echo","usage":{"input":3,"output":4},"cost_usd":0.5,"new":1}' "$(printf %s "$line" | tr -d '"{}[]\\')""#,
        ])
        let reply = try await model.reply(to: .greeting)
        #expect(
            reply.text
                == "max_tokens:20,messages:content:Be brief.,role:system,content:Hi,role:user,seed:7,temperature:0.5")
        #expect(reply.model == "echo" && reply.usage == Usage(input: 3, output: 4) && reply.cost == 0.5)
    }

    @Test("How long it took is part of the answer, so that it is kept with it; reading it back is not timed")
    func latency() async throws {
        let model = try Self.shell(#"echo '{"text":"x"}'"#, CommandServices(clock: TickingClock()))
        let cache = MemoryReplyCache()
        let cached = CachedModel(model, identity: model.identity, cache: cache)
        let first = try await cached.reply(to: .greeting)
        #expect(first.latency == 250 && !first.isKept)
        let again = try await cached.reply(to: .greeting)
        #expect(again.latency == 250 && again.isKept)
    }

    /// A clock that moves a quarter of a second every time somebody looks.
    private final class TickingClock: RunClock {
        private let now = Mutex(0.0)
        func milliseconds() -> Double {
            now.withLock { time in
                time += 250
                return time
            }
        }
    }

    @Test("Arguments are no shell text")
    func arguments() async throws {
        let model = try CommandModel(["printf", #"{"text":"%s"}"#, "$(echo pwned) `id` ; rm -rf *"])
        #expect(try await model.reply(to: .greeting).text == "$(echo pwned) `id` ; rm -rf *")
    }

    @Test(
        "What can go wrong has a sentence",
        arguments: [
            (["/nonexistent/program"], .notFound("/nonexistent/program")),
            (["no-such-program-8f2e"], .notFound("no-such-program-8f2e")),
            (["sh", "-c", "echo broken >&2; exit 3"], .failed("sh", status: 3, said: "broken\n")),
            (["sh", "-c", "kill -9 $$"], .ended("sh", signal: 9, said: "")),
            (["echo", "words"], .notUnderstood("echo", said: "words\n")),
            (["true"], .notUnderstood("true", said: "")),
            (["head", "-c", "3000", "/dev/zero"], .tooMuch("head", limit: 2_000)),
            (["sh", "-c", "head -c 3000 /dev/zero >&2"], .tooMuch("sh", limit: 2_000)),
        ] as [([String], CommandModelError)])
    func faults(arguments: [String], expected: CommandModelError) async throws {
        let model = try CommandModel(arguments, services: CommandServices(outputBytes: 2_000))
        var request = ModelRequest.greeting
        // Larger than a pipe holds, so that a program that does not read cannot block us.
        request.messages[1].content = String(repeating: "x", count: 300_000)
        let error = await failure { [request] in try await model.reply(to: request) }
        #expect(error as? CommandModelError == expected)
    }

    @Test("A program that does not end is ended, with what it started")
    func timeOut() async throws {
        let model = try Self.shell("sleep 600 & sleep 600", CommandServices(time: .milliseconds(100)))
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(error as? CommandModelError == .timedOut("sh", seconds: 0))
    }

    @Test("Cancelling ends the program")
    func cancel() async throws {
        let model = try Self.shell("trap '' TERM; while :; do sleep 1; done")
        let call = Task { try await model.reply(to: .greeting) }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
    }

    @Test("Programs count against the budget")
    func budget() async throws {
        let budget = CallBudget(BudgetLimits(calls: 1), clock: PatientClock())
        let model = try Self.shell(#"echo '{"text":"a"}'"#, CommandServices(budget: budget))
        _ = try await model.reply(to: .greeting)
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(error as? BudgetError == .calls(limit: 1))
        #expect(throws: CommandModelError.noProgram) { try CommandModel([]) }
    }
}

@Suite("Recordings")
struct RecordedModelTests {
    @Test("A recording answers exactly the calls that were made")
    func answers() async throws {
        let live = try Bench(.json("{}")).openAI()
        let reply = ModelReply(text: "then", model: "m", usage: Usage(input: 1, output: 2), latency: 3, cost: 4)
        let table = [try RequestKey(.greeting, to: live.identity): reply]
        let model = RecordedModel(of: live.identity) { table[$0] }
        var expected = reply
        expected.isKept = true
        #expect(try await model.reply(to: .greeting) == expected)
        var other = ModelRequest.greeting
        other.sampleSalt = 1
        let key = try RequestKey(other, to: live.identity)
        let error = await failure { [other] in try await model.reply(to: other) }
        #expect(error as? RecordedModelError == .notRecorded(key))
    }
}
