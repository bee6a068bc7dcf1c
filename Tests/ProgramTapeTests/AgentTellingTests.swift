import CreditEngine
import LanguageModels
import Testing

@testable import ProgramTape

/// Which agent speaks, in programs that say it in different ways.
struct AgentTellingTests {
    /// Asks with what stands in `calls`, a list of (path ending, body, headers), and prints the last answer.
    private static func script(_ calls: String) -> String {
        """
        import json, os, sys, urllib.request
        base, question, said = os.environ["OPENAI_BASE_URL"], sys.argv[1], []
        def ask(messages, path="", headers={}, **fields):
            body = json.dumps({"model": "m", "messages": messages, **fields}).encode()
            request = urllib.request.Request(base + path + "/chat/completions", body, {"Content-Type": "application/json", **headers})
            said.append(json.load(urllib.request.urlopen(request))["choices"][0]["message"]["content"])
            return said[-1]
        system = lambda text: {"role": "system", "content": text}
        user = lambda text: {"role": "user", "content": text}
        \(calls)
        print(said[-1])
        """
    }

    /// Says what it was asked for, in words that differ from prompt to prompt.
    @Sendable private static func answer(_ asked: AskedCall, _ number: Int) -> (status: Int, answer: ModelAnswer) {
        (200, ModelAnswer(text: "Answer \(number): the tower leans \(number) degrees.", model: "m"))
    }

    private static let problem = Problem(id: "tower", input: "How far does the tower lean this year?")

    private func record(
        _ calls: String, agentField: String? = nil,
        then: (RecordedProgram, Trace, ScriptedModelServer) async throws -> Void = { _, _, _ in }
    ) async throws -> Trace {
        let server = try ScriptedModelServer(answer: Self.answer)
        return try await server.serving { address in
            let program = try RecordedProgram(
                team: nil, evaluator: nil, transport: CurlTransport(),
                endpoints: ModelEndpoints(upstream: address + "/v1", environment: [:]), agentField: agentField,
                launch: LedgerProgram.launch(Self.script(calls)))
            let trace = try await program.record(Self.problem, id: "r").trace
            try await then(program, trace, server)
            return trace
        }
    }

    private func agents(_ trace: Trace) -> [String] { trace.messages.map { trace.agents[$0.agent].name } }

    @Test func alikePromptsOfOneRunThatAPersonWroteAreTwoAgents() async throws {
        let base = "You are a debater in a court of towers. Speak three sentences, name your sources, and argue "
        let trace = try await record(
            """
            ask([system("\(base)for the engineer."), user(question)])
            ask([system("\(base)against the mayor."), user(question)])
            ask([system("\(base)for the engineer."), user(said[-1])])
            """)
        #expect(agents(trace) == ["debater", "debater-2", "debater"])
    }

    @Test func alikePromptsThatARunFillsInAreOneAgent() async throws {
        let base = "You are a surveyor of towers. Speak three sentences and name your sources. Heard so far: "
        let trace = try await record(
            """
            ask([system("\(base)nothing. It is Monday, 3 May."), user(question)])
            ask([system("\(base)nothing. It is Monday, 4 May. " + said[-1]), user(question)])
            """)
        #expect(agents(trace) == ["surveyor", "surveyor"])
    }

    @Test func aPromptThatIsThePersonsMessageTellsTheAgent() async throws {
        let calls = """
            ask([user("You are the surveyor of a tower. Measure it.\\n\\n" + question)])
            ask([user("You are the clerk of a tower. Write it down.\\n\\n" + question + "\\n" + said[-1])])
            """
        let trace = try await record(calls) { program, trace, server in
            let team = try #require(trace.team)
            let kept = RunPlan(replaying: trace, keeping: 2, id: "k", seeding: Seeding(replay: 0))
            #expect(try await program.run(kept, as: team).messages.map(\.output) == trace.messages.map(\.output))
            var tried = team
            tried.members[1].prompt = team.members[1].prompt?.replacing("Write it down.", with: "Write it down twice.")
            _ = try await program.run(
                RunPlan(id: "v", problem: Self.problem, seeding: Seeding(replay: 1)), as: tried)
            let sent = try #require(server.requests.last?.asked.messages.first?.content)
            #expect(sent.hasPrefix("You are the clerk of a tower. Write it down twice.\n\nHow far does the tower"))
        }
        #expect(agents(trace) == ["surveyor", "clerk"])
        #expect(
            trace.team?.members.map(\.prompt) == [
                "You are the surveyor of a tower. Measure it.\n\n{input}",
                "You are the clerk of a tower. Write it down.\n\n{input}\n{surveyor}",
            ])
    }

    @Test(arguments: [
        (#"path="/agent/first%20reader""#, #"path="/agent/second""#, nil, ["first reader", "second"]),
        (
            #"headers={"X-Ascribe-Agent": "first"}"#, #"headers={"X-Ascribe-Agent": "second"}"#, nil,
            ["first", "second"]
        ),
        (#"metadata={"agent": "first"}"#, #"metadata={"agent": "second"}"#, nil, ["first", "second"]),
        (#"user="first""#, #"user="second""#, "user", ["first", "second"]),
        (#"metadata={"role": "first"}"#, #"metadata={"role": "second"}"#, "metadata.role", ["first", "second"]),
        // A user is a customer unless a person says otherwise.
        (#"user="first""#, #"user="second""#, nil, ["reader", "reader"]),
    ])
    func equalPromptsAreToldApartByWhatRequestsName(
        _ first: String, _ second: String, _ field: String?, _ names: [String]
    ) async throws {
        let prompt = #"[system("You are the reader of a gauge."), user(question)]"#
        let trace = try await record("ask(\(prompt), \(first))\nask(\(prompt), \(second))", agentField: field)
        #expect(agents(trace) == names)
    }

    @Test func theProgramReachesTheProxyThoughTheNetworkHasOne() {
        let endpoints = ModelEndpoints(upstream: nil, environment: ["NO_PROXY": "example.org"])
        let variables = endpoints.variables(base: "http://127.0.0.1:1/run/x")
        #expect(variables["NO_PROXY"] == "example.org,127.0.0.1")
        #expect(variables["no_proxy"] == "example.org,127.0.0.1")
    }
}
