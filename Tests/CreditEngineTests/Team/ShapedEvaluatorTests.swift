import Testing

@testable import CreditEngine

@Suite("Partial credit for correct steps")
struct ShapedEvaluatorTests {
    private let shaped = ShapedEvaluator(AnswerEvaluator.numeric(), weight: 0.3)

    private func run(
        _ texts: [String], input: String? = "Take 2 and 2, and put 3 to it.", reference: String = "9",
        tool: String? = nil
    ) -> FinishedRun {
        var agents = [Agent(name: "a")]
        var messages = texts.enumerated().map { Message(ordinal: $0.offset, turn: 1, agent: 0, output: $0.element) }
        if let tool {
            agents.append(Agent(name: "python", kind: .tool))
            messages.insert(Message(ordinal: 99, turn: 1, agent: 1, output: tool), at: 0)
        }
        return FinishedRun(
            problem: Problem(id: "p", input: input, reference: reference), agents: agents, messages: messages,
            aggregator: "a")
    }

    @Test(
        "a failed run gets the weight times the part of a derivation that holds",
        arguments: [
            (["2 + 2 = 4.", "The answer is 8."], 0.15), (["2 + 2 = 4. 4 + 3 = 7.", "The answer is 8."], 0.3),
            (["2 + 2 = 4, 4 + 3 = 8.", "The answer is 8."], 0.15), (["2 + 2 = 5.", "The answer is 8."], 0),
            (["No sums.", "The answer is 8."], 0),
            // Saying a step again, however it is spaced, earns nothing.
            (["2 + 2 = 4. 2+2=4.", "4 + 3 = 8.", "2 + 2 = 4. The answer is 8."], 0.15),
        ] as [([String], Double)])
    func failed(texts: [String], score: Double) async throws {
        let outcome = try #require(try await shaped.outcome(of: run(texts)))
        #expect(outcome.success == false && outcome.evaluator == "numeric+steps")
        #expect(abs((outcome.score ?? -1) - score) < 1e-12)
    }

    @Test(
        "sums that the problem does not need earn nothing",
        arguments: [
            ("1 + 1 = 2. 5 + 5 = 10. 6 * 7 = 42. 10 - 1 = 9. The answer is 8.", 0),
            ("2 + 0 = 2. 3 * 1 = 3. 2 - 0 = 2. 1 * 2 = 2. The answer is 8.", 0),
            // Each figure can be taken up once, so sums for their own sake come to no more than a derivation.
            ("2 + 2 = 4. 2 * 2 = 4. 3 + 3 = 6. 3 * 3 = 9. 2 + 3 = 5. 4 + 4 = 8. 4 + 5 = 9. The answer is 8.", 0.3),
        ] as [(String, Double)])
    func padded(text: String, most: Double) async throws {
        let outcome = try #require(try await shaped.outcome(of: run([text])))
        #expect((outcome.score ?? -1) <= most + 1e-12 && outcome.score.map { $0 >= 0 } == true)
    }

    @Test("where the reference shows its derivation, its results count and nothing else")
    func derivation() async throws {
        let reference = "2 + 2 = 4, 4 + 3 = 7, 7 + 2 = 9; 9"
        for (text, score) in [
            ("2 + 2 = 4. The answer is 8.", 0.1), ("2 + 3 = 5. The answer is 8.", 0),
            ("2 + 2 = 4. 4 + 3 = 7. The answer is 8.", 0.2), ("3 + 1 = 4. 2 + 2 = 4. The answer is 8.", 0.1),
        ] {
            let shaped = ShapedEvaluator(AnswerEvaluator.contains, weight: 0.3)
            let outcome = try #require(try await shaped.outcome(of: run([text], reference: reference)))
            #expect(abs((outcome.score ?? -1) - score) < 1e-12, "\(text)")
        }
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
