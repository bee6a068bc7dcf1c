import CreditEngine
import LanguageModels
import Testing

@testable import ProgramTape

/// Programs that leave what was said before to the models' server.
struct KeptConversationTests {
    private static let script = #"""
        import json, os, sys, urllib.request
        def ask(agent, text, **fields):
            body = {"model": "m", "instructions": "You are the %s of a mill." % agent, "input": text, **fields}
            request = urllib.request.Request(os.environ["OPENAI_BASE_URL"] + "/responses", json.dumps(body).encode(),
                {"Content-Type": "application/json"})
            return json.load(urllib.request.urlopen(request))
        first = ask("miller", sys.argv[1])
        second = ask("baker", "Go on.", previous_response_id=first["id"])
        third = ask("grocer", "Say it.", previous_response_id=second["id"])
        print(third["output"][0]["content"][0]["text"])
        """#

    @Sendable private static func answer(_ asked: AskedCall, _ number: Int) -> (status: Int, answer: ModelAnswer) {
        (200, ModelAnswer(text: "\(number): " + asked.system, model: "m"))
    }

    private static let problem = Problem(id: "mill", input: "How much flour?")

    private func serving(
        _ script: String, _ body: (RecordedProgram, Trace, ScriptedModelServer) async throws -> Void
    ) async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try RecordedProgram(
                team: nil, evaluator: nil, transport: CurlTransport(),
                endpoints: ModelEndpoints(upstream: address + "/v1", environment: [:]),
                launch: LedgerProgram.launch(script))
            try await body(program, program.record(Self.problem, id: "r").trace, server)
        }
    }

    @Test func theRecordHoldsAllThatAnAgentSaw() async throws {
        try await serving(Self.script) { _, trace, _ in
            #expect(
                trace.messages[2].input?.map(\.content).suffix(5) == [
                    "How much flour?", "1: You are the miller of a mill.", "Go on.", "2: You are the baker of a mill.",
                    "Say it.",
                ])
        }
    }

    @Test func anAnswerFromTheRecordIsSentWithWhatFollowsIt() async throws {
        try await serving(Self.script) { program, trace, server in
            let plan = RunPlan(replaying: trace, keeping: 2, id: "k", seeding: Seeding(replay: 0))
            let again = try await program.run(plan, as: try #require(trace.team))
            #expect(again.messages.map(\.output).prefix(2) == trace.messages.map(\.output).prefix(2))
            let asked = try #require(server.requests.last?.asked)
            #expect(asked.keptAtServer == nil)
            #expect(asked.messages.map(\.content).contains("2: You are the baker of a mill."))
        }
    }

    @Test func aConversationThatOnlyTheServerHasIsNoReplay() async throws {
        let script = Self.script.replacing("previous_response_id=first[\"id\"]", with: "conversation=\"conv_1\"")
        try await serving(script) { program, trace, _ in
            let plan = RunPlan(replaying: trace, keeping: 2, id: "k", seeding: Seeding(replay: 0))
            do {
                _ = try await program.run(plan, as: try #require(trace.team))
                Issue.record("the replay counted")
            } catch let error as ProgramRunError {
                #expect("\(error)".contains("conv_1"))
            }
        }
    }
}
