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

    @Test(arguments: [
        ("The answer is 3e5", "300000"), ("1.5E-3", "0.0015"), (".5", "0.5"), ("It is -.5", "-0.5"), ("1e2", "100"),
        ("1 000", "1000"), ("The answer is 1 000 000 euros", "1,000,000"), ("1\u{202F}234", "1234"), ("2 1/2", "2.5"),
        ("1/2", "0.5"), ("The answer is 6.02 \u{D7} 10^23.", "6.02e23"), (#"It is \(6.02 \times 10^{23}\)"#, "6.02e23"),
        ("6.02\u{B7}10\u{B2}\u{B3}", "6.02e23"), (#"\frac{3}{4}"#, ".75"), (#"-\dfrac{3}{4}"#, "-3/4"), ("10^2", "100"),
        ("2**-2", "0.25"), ("602000000000000000000000", "6.02e23"), ("$1,234.50", "1234.5"), ("4.", "4"),
        ("x_1 = 5", "5"),
        ("The answer is x_1 = 5", "5"), ("numbers 100 200 300", "300"), ("[3] says 4", "4"),
        ("In 2024 there were 100", "100"),
    ])
    func numbersAreReadWhole(_ text: String, _ reference: String) {
        #expect(AnswerEvaluator.numeric().outcome(of: text, reference: reference)?.success == true, "\(text)")
    }

    @Test(arguments: [
        ("The answer is 23", "1.00e23"), ("6.02e23", "1.00e23"), ("1.5e-3", "9.9e-3"), ("The answer is 1 000", "2 000"),
        ("10^2", "5^2"), ("1/2", "3/2"), (#"\frac{2}{5}"#, "3/5"), ("(5, 2)", "2"), ("[1, 2, 3]", "3"), ("y^2", "2"),
        ("12,34", "1234"),
        ("1,5", "5"), ("10:30", "30"), ("2026-01-05", "5"), ("1.2.3", "3"), ("1/2/3", "3"), ("1e999", "999"),
    ])
    func otherNumbersAreNotTheSame(_ text: String, _ reference: String) {
        #expect(AnswerEvaluator.numeric().outcome(of: text, reference: reference)?.success == false, "\(text)")
    }

    @Test(arguments: ["(5, 2)", "y^2", "10:30", "2025-01-05", "1,5", "1/0", #"\frac{1}{0}"#, "1.2.3", "-(1; 2)"])
    func aReferenceOfSeveralNumbersIsNone(_ reference: String) {
        #expect(AnswerEvaluator.numeric().outcome(of: "The answer is 2.", reference: reference) == nil, "\(reference)")
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
