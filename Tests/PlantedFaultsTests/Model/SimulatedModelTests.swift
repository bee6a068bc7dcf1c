import CreditEngine
import Testing

@testable import PlantedFaults

@Suite struct SimulatedModelTests {
    private let model = Suite.rootEcho.model()

    @Test(arguments: [
        [], [PromptMessage(role: "user", content: "Hello")],
        [
            PromptMessage(
                role: "user", content: "Problem:\n\n\nConversation so far:\n\nIt is turn x of 2. You are a. Write")
        ],
        [
            PromptMessage(
                role: "user",
                content:
                    "Problem:\nWhat is 2?\n\nConversation so far:\n(nothing yet)\n\nIt is turn 1 of 2. You are a. Write your message."
            )
        ],
        [PromptMessage(role: "system", content: "Review this."), PromptMessage(role: "tool", content: "Problem:\n")],
    ])
    func anythingElseIsNoProblemItKnows(messages: [PromptMessage]) async throws {
        let reply = try await model.reply(to: ModelRequest(messages: messages, seed: 1))
        #expect(reply.text == "I do not see a problem here that I know how to work on.")
        #expect(reply.simulated)
    }

    @Test func theSameRequestHasTheSameAnswerFromAnyModelOfItsSuite() async throws {
        let trace = try await Suite.rootEcho.run(2).trace
        for message in trace.messages {
            let request = ModelRequest(messages: try #require(message.input), seed: message.seed)
            let reply = try await Suite.rootEcho.model().reply(to: request)
            #expect(reply.text == message.output)
            #expect(reply.usage == message.usage)
            #expect(reply.latency == message.latency)
        }
    }

    /// An estimating rule is the harmful edit.
    @Test func aHarmfulRuleLowersSuccess() async throws {
        let suite = Suite.rootEcho
        var team = suite.planting().team
        team.members[0].prompt? += " Estimate when numbers are awkward."
        let runner = suite.runner(team, recordsInput: false)
        var solved = 0
        for number in 0..<120 as Range<UInt64> {
            let plan = RunPlan(id: "r", problem: suite.problem(number), seeding: Seeding(replay: number))
            if try await runner.run(plan).outcome?.success == true { solved += 1 }
        }
        #expect(agrees(solved, of: 120, with: 0.35), "\(solved) of 120")
    }

    /// Every equation that a sound team writes is true.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func aSoundTeamWritesNoFalseEquality(number: UInt64) async throws {
        let trace = try await Suite.healthy.run(number, shape: .cells30).trace
        for message in trace.messages {
            for match in message.output.matches(of: /(\d+) (×|\+|-|mod) (\d+) = (\d+)/) {
                let (a, b) = (try #require(Int(match.1)), try #require(Int(match.3)))
                let right =
                    switch match.2 {
                    case "×": a * b
                    case "+": a + b
                    case "-": a - b
                    default: a % b
                    }
                #expect(right == Int(match.4), "\(match.0)")
            }
        }
    }
}
