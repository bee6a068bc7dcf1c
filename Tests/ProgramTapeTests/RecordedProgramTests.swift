import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import ProgramTape

/// A program that knows nothing of this project is recorded, replayed, swapped in, and tried under another prompt.
struct RecordedProgramTests {
    private static let clerkPrompt = "You are the clerk of a bakery. Look the entry up, then say the sum."

    /// Answers as a model would that adds rightly only when its prompt asks it to check.
    @Sendable private static func answer(_ asked: AskedCall, _: Int) -> (status: Int, answer: ModelAnswer) {
        if asked.system.contains("auditor") {
            let words = asked.messages.last?.content ?? ""
            return (200, ModelAnswer(text: words.contains("15") ? "Final: 15" : "Final: 36", model: "m"))
        }
        if asked.results.isEmpty, !asked.tools.isEmpty {
            let call = ModelAnswer.Call(id: "c1", name: "look_up", arguments: #"{"entry":"May"}"#)
            return (200, ModelAnswer(calls: [call], usage: Usage(input: 10, output: 2), model: "m"))
        }
        let sum = asked.system.contains("Check") ? "The sum is 15." : "The sum is 36."
        return (200, ModelAnswer(text: sum, usage: Usage(input: 20, output: 5), model: "m"))
    }

    private static let problem = Problem(id: "may", input: "What did May cost?", reference: "15")

    private func program(
        _ address: String, team: Team? = nil, launch: @escaping RecordedProgram.Launch = LedgerProgram.launch()
    ) throws -> RecordedProgram {
        try RecordedProgram(
            team: team, evaluator: AnswerEvaluator.numeric(), transport: CurlTransport(),
            endpoints: ModelEndpoints(upstream: address + "/v1", environment: [:]), launch: launch)
    }

    @Test func aRunIsRecordedWithAgentsToolsAndPrompts() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let record = try await program(address).record(Self.problem, id: "r1")
            let (trace, end) = (record.trace, record.end)
            #expect(trace.agents.map(\.name) == ["clerk", "auditor"])
            #expect(trace.messages.map(\.output) == ["The sum is 36.", "Final: 36"])
            #expect(trace.messages[0].tools.map(\.result) == ["flour 12, salt 3"])
            #expect(trace.messages[0].steps.count == 2)
            #expect(trace.messages[0].usage == Usage(input: 30, output: 7))
            #expect(trace.team?.members.first?.prompt == Self.clerkPrompt)
            #expect(end.answer == "Final: 36")
            #expect(server.requests.allSatisfy { $0.authorization == "Bearer sk-program-key" })
            var text = ""
            dump(trace, to: &text)
            #expect(!text.contains("sk-program-key"))
        }
    }

    @Test func keptMessagesAreAnsweredFromTheRecordWordForWord() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address)
            let trace = try await program.record(Self.problem, id: "r1").trace
            let asked = server.requests.count
            let team = try #require(trace.team)
            for replay in 0..<5 {
                let plan = RunPlan(replaying: trace, keeping: 2, id: "k", seeding: Seeding(replay: UInt64(replay)))
                let again = try await program.run(plan, as: team)
                #expect(again.messages.map(\.output) == trace.messages.map(\.output))
                #expect(again.outcome?.success == false)
            }
            #expect(server.requests.count == asked)
        }
    }

    @Test func aProgramThatRepeatsTheIdentifiersOfCallsHearsTheRecordedOnes() async throws {
        let script = LedgerProgram.script.replacing(
            "said.append(message)\n    for",
            with: "said.append(message); question += message['tool_calls'][0]['id']\n    for")
        #expect(script != LedgerProgram.script)
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address, launch: LedgerProgram.launch(script))
            let trace = try await program.record(Self.problem, id: "r1").trace
            #expect(trace.messages[0].steps[0].calls[0].id == "c1")
            let plan = RunPlan(replaying: trace, keeping: 2, id: "k", seeding: Seeding(replay: 1))
            let again = try await program.run(plan, as: try #require(trace.team))
            #expect(again.messages.map(\.steps) == trace.messages.map(\.steps))
        }
    }

    @Test func givenWordsAreHeardByWhoeverSpeaksLater() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address)
            let trace = try await program.record(Self.problem, id: "r1").trace
            let slot = RunPlan.Slot(turn: 1, agent: "clerk")
            let plan = RunPlan(
                replaying: trace, keeping: 0, id: "s", seeding: Seeding(replay: 3), pins: [slot: ["The sum is 15."]])
            let swapped = try await program.run(plan, as: try #require(trace.team))
            #expect(swapped.messages.map(\.output) == ["The sum is 15.", "Final: 15"])
            #expect(swapped.outcome?.success == true)
            let seed = Seeding(replay: 3).seed(problem: "may", turn: 1, agent: "auditor")
            #expect(server.requests.last?.seed == Int(seed))
        }
    }

    @Test func aRevisedPromptTakesTheProgramsPlace() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address)
            let trace = try await program.record(Self.problem, id: "r1").trace
            var team = try #require(trace.team)
            team.members[0].prompt = Self.clerkPrompt + " Check it twice."
            let plan = RunPlan(id: "v", problem: Self.problem, seeding: Seeding(replay: 1))
            let tried = try await program.run(plan, as: team)
            #expect(tried.outcome?.success == true)
            #expect(server.requests.contains { $0.asked.system == Self.clerkPrompt + " Check it twice." })
        }
    }

    @Test func aProgramThatAsksSomethingElseIsNoReplay() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address)
            let trace = try await program.record(Self.problem, id: "r1").trace
            var other = trace
            other.problem = Problem(id: "may", input: "What did June cost?")
            let plan = RunPlan(replaying: other, keeping: 2, id: "k", seeding: Seeding(replay: 0))
            await #expect(throws: ProgramRunError.self) {
                try await program.run(plan, as: try #require(trace.team))
            }
        }
    }

    @Test func aRetriedCallCountsOnce() async throws {
        let server = try ScriptedModelServer { asked, number in
            number == 1 ? (429, ModelAnswer()) : Self.answer(asked, number)
        }
        try await server.serving { address in
            let trace = try await program(address).record(Self.problem, id: "r1").trace
            #expect(trace.messages.map(\.output) == ["The sum is 36.", "Final: 36"])
            #expect(server.requests.count == 4)
        }
    }

    @Test func aProgramWhoseCallsAreRefusedSaysSo() async throws {
        let server = try ScriptedModelServer { _, _ in (401, ModelAnswer()) }
        try await server.serving { address in
            let program = try program(
                address, launch: LedgerProgram.launch("try:\n" + LedgerProgram.indented + "\nexcept Exception: pass"))
            await #expect(throws: ProgramRunError.unanswered(calls: 1, reason: "status 401")) {
                try await program.record(Self.problem, id: "r")
            }
        }
    }

    @Test func aProgramWithoutACallSaysSo() async throws {
        let server = try ScriptedModelServer(answer: Self.answer)
        try await server.serving { address in
            let program = try program(address, launch: LedgerProgram.launch("print('hello')"))
            await #expect(throws: ProgramRunError.silent(unknown: [])) {
                try await program.record(Self.problem, id: "r")
            }
            let broken = try self.program(address, launch: LedgerProgram.launch("import sys; sys.exit(3)"))
            await #expect(throws: ProgramRunError.failed(status: 3, words: "")) {
                try await broken.record(Self.problem, id: "r")
            }
        }
    }
}
