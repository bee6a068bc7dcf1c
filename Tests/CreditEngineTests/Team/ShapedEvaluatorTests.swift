import Testing

@testable import CreditEngine

@Suite("Partial credit for correct steps")
struct ShapedEvaluatorTests {
    private let shaped = ShapedEvaluator(AnswerEvaluator.numeric(), weight: 0.3)

    private func run(_ texts: [String], tool: String? = nil) -> FinishedRun {
        var agents = [Agent(name: "a")]
        var messages = texts.enumerated().map { Message(ordinal: $0.offset, turn: 1, agent: 0, output: $0.element) }
        if let tool {
            agents.append(Agent(name: "python", kind: .tool))
            messages.insert(Message(ordinal: 99, turn: 1, agent: 1, output: tool), at: 0)
        }
        return FinishedRun(
            problem: Problem(id: "p", reference: "9"), agents: agents, messages: messages, aggregator: "a")
    }

    @Test(
        "a failed run gets the weight times the share of its different sums that hold",
        arguments: [
            (["2 + 2 = 4.", "The answer is 8."], 0.3), (["2 + 2 = 4, 3 * 3 = 8.", "The answer is 8."], 0.15),
            (["2 + 2 = 5.", "The answer is 8."], 0), (["No sums.", "The answer is 8."], 0),
            // Saying a step again, however it is spaced, earns nothing.
            (["2 + 2 = 4. 2+2=4.", "3 * 3 = 8.", "2 + 2 = 4. The answer is 8."], 0.15),
        ] as [([String], Double)])
    func failed(texts: [String], score: Double) async throws {
        let outcome = try #require(try await shaped.outcome(of: run(texts)))
        #expect(outcome.success == false && outcome.evaluator == "numeric+steps")
        #expect(abs((outcome.score ?? -1) - score) < 1e-12)
    }

    @Test("every success stays above every failure, whatever the weight", arguments: [0.01, 0.3, 0.49, 0.9, .infinity])
    func order(weight: Double) async throws {
        let shaped = ShapedEvaluator(AnswerEvaluator.numeric(), weight: weight)
        let worst = try await shaped.outcome(of: run(["2 + 2 = 5.", "The answer is 9."]))
        let best = try await shaped.outcome(of: run(["2 + 2 = 4.", "The answer is 8."]))
        let (high, low) = (try #require(worst?.score), try #require(best?.score))
        #expect(high == 1 && low < Outcome.threshold && worst?.success == true && best?.success == false)
    }

    @Test("without a reference nothing is known, and sums of tools are nobody's steps")
    func unknown() async throws {
        var without = run(["2 + 2 = 4"])
        without.problem.reference = nil
        #expect(try await shaped.outcome(of: without) == nil)
        let outcome = try await shaped.outcome(of: run(["The answer is 8."], tool: "2 + 2 = 4"))
        #expect(outcome?.score == 0)
    }
}
