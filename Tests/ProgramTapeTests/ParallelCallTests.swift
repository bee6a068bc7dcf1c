import CreditEngine
import LanguageModels
import Testing

@testable import ProgramTape

/// Calls that one agent makes at once are one message each, and are told apart in replays however they arrive.
struct ParallelCallTests {
    /// Three readers under one prompt, each with a tool, started in an order that differs from run to run.
    private static let script = #"""
        import json, os, random, sys, threading, time, urllib.request
        def ask(messages, tools):
            body = {"model": "m", "messages": [{"role": "system", "content": "You are the reader. Read a part."}] + messages}
            if tools: body["tools"] = [{"type": "function", "function": {"name": "look_up", "parameters": {}}}]
            request = urllib.request.Request(os.environ["OPENAI_BASE_URL"] + "/chat/completions",
                json.dumps(body).encode(), {"Content-Type": "application/json"})
            return json.load(urllib.request.urlopen(request))["choices"][0]["message"]
        said = {}
        def read(part):
            messages = [{"role": "user", "content": "part " + part}]
            message = ask(messages, True)
            while message.get("tool_calls"):
                messages.append(message)
                for call in message["tool_calls"]:
                    messages.append({"role": "tool", "tool_call_id": call["id"], "content": "text of " + part})
                message = ask(messages, False)
            said[part] = message["content"]
        threads = [threading.Thread(target=read, args=(part,)) for part in "abc"]
        random.shuffle(threads)
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(" ".join(said[part] for part in "abc"))
        """#

    @Sendable private static func answer(_ asked: AskedCall, _: Int) -> (status: Int, answer: ModelAnswer) {
        if asked.results.isEmpty {
            // A tool's call has an identifier of its own in each branch.
            let id = "call-\(asked.messages.first?.content.last ?? " ")"
            return (200, ModelAnswer(calls: [ModelAnswer.Call(id: id, name: "look_up", arguments: "{}")], model: "m"))
        }
        return (200, ModelAnswer(text: "read \(asked.results.values.joined())", model: "m"))
    }

    private func program(_ address: String) throws -> RecordedProgram {
        try RecordedProgram(
            team: nil, evaluator: nil, transport: CurlTransport(),
            endpoints: ModelEndpoints(upstream: address + "/v1", environment: [:]),
            launch: LedgerProgram.launch(Self.script))
    }

    @Test func theyAreRecordedAndRepeated() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address)
            let record = try await program.record(Problem(input: "all"), id: "r")
            #expect(record.trace.messages.map(\.turn) == [1, 2, 3])
            #expect(record.trace.messages.map(\.output).sorted() == ["a", "b", "c"].map { "read text of \($0)" })
            #expect(record.trace.messages.allSatisfy { $0.steps.count == 2 && $0.tools.first?.result != nil })
            let (team, asked) = (try #require(record.trace.team), server.requests.count)
            for replay in UInt64(0)..<5 {
                let plan = RunPlan(replaying: record.trace, keeping: 3, id: "k", seeding: Seeding(replay: replay))
                let again = try await program.run(plan, as: team)
                #expect(again.messages.map(\.output) == record.trace.messages.map(\.output))
            }
            #expect(server.requests.count == asked)
        }
    }

    @Test func theLastOneIsReplacedWhereverItComes() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address)
            let trace = try await program.record(Problem(input: "all"), id: "r").trace
            let slot = RunPlan.Slot(turn: 3, agent: "reader")
            for replay in UInt64(0)..<5 {
                let plan = RunPlan(
                    replaying: trace, keeping: 2, id: "s", seeding: Seeding(replay: replay), pins: [slot: ["other"]])
                let swapped = try await program.run(plan, as: try #require(trace.team))
                #expect(swapped.messages.map(\.output) == trace.messages.prefix(2).map(\.output) + ["other"])
            }
        }
    }
}
