import CreditEngine
import Testing

@Suite struct AnswerEvaluatorTests {
    struct Case: Sendable {
        var evaluator: AnswerEvaluator
        var text: String
        var reference: String
        var answer: String?
        var success: Bool

        init(_ evaluator: AnswerEvaluator, _ text: String, _ reference: String, _ answer: String?, _ success: Bool) {
            (self.evaluator, self.text, self.reference) = (evaluator, text, reference)
            (self.answer, self.success) = (answer, success)
        }
    }

    @Test(arguments: [
        Case(.numeric(), "All steps are done. The final answer is 18.", "18", "18", true),
        Case(.numeric(), "First 3, then 18", "18", "18", true),
        Case(.numeric(), "The answer is 18, which took 5 steps.", "18", "18", true),
        Case(.numeric(), "Answer: 1,234.50", "1234.5", "1234.50", true),
        Case(.numeric(), "The answer is -3.", "-3", "-3", true),
        Case(.numeric(), "10-3", "3", "3", true),
        Case(.numeric(), "The answer is \u{2212}3", "-3", "-3", true),
        Case(.numeric(), "Step 2 failed. The final answer is open.", "2", nil, false),
        Case(.numeric(), "", "2", nil, false),
        Case(.numeric(), "最終的な答えは168です。", "168", "168", true),
        Case(.numeric(), "work\n#### 72", "9 * 8 = 72\n#### 72", "72", true),
        Case(.numeric(tolerance: 0.01), "3.141", "3.1415", "3.141", true),
        Case(.numeric(), "3.141", "3.1415", "3.141", false),
        Case(.exact, " Paris \n", "Paris", "Paris", true),
        Case(.exact, "The answer is Paris.", "Paris", "Paris", true),
        Case(.exact, "paris", "Paris", "paris", false),
        Case(.contains, "It was PARIS, I think", "paris", "It was PARIS, I think", true),
        Case(.contains, "It was Rome", "paris", "It was Rome", false),
        Case(.choice, "The answer is (b).", "B", "B", true),
        Case(.choice, "I take C", "b", "C", false),
        Case(.choice, "none of them", "b", nil, false),
    ])
    func answersAreReadAndCompared(_ item: Case) {
        let outcome = item.evaluator.outcome(of: item.text, reference: item.reference)
        #expect(outcome?.answer == item.answer)
        #expect(outcome?.success == item.success)
        #expect(outcome?.score == (item.success ? 1 : 0))
    }

    @Test(arguments: [
        (AnswerEvaluator.numeric(), "The answer is 18.", "eighteen"), (.numeric(), "eighteen", "eighteen"),
        (.choice, "The answer is (b).", "the second one"), (.contains, "Paris", " \n"),
    ])
    func aReferenceThatCannotBeReadLeavesTheOutcomeUnknown(evaluator: AnswerEvaluator, text: String, reference: String)
    {
        #expect(evaluator.outcome(of: text, reference: reference) == nil)
        let run = FinishedRun(
            problem: Problem(id: "p", input: "?", reference: reference), agents: [Agent(name: "a")],
            messages: [Message(ordinal: 0, turn: 1, agent: 0, output: text)], answer: 0)
        #expect(evaluator.outcome(of: run) == nil)
    }

    @Test func withoutAReferenceThereIsNoOutcome() {
        let run = FinishedRun(problem: Problem(id: "p", input: "?"), agents: [], messages: [], answer: nil)
        #expect(AnswerEvaluator.exact.outcome(of: run) == nil)
    }

    @Test(arguments: ["numeric", "exact", "contains", "choice"])
    func namesAreReadBack(name: String) {
        #expect(AnswerEvaluator(name: name)?.name == name)
    }

    @Test func anUnknownNameIsNoEvaluator() {
        #expect(AnswerEvaluator(name: "judge") == nil)
    }
}
