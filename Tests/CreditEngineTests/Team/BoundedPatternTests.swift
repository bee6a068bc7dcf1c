import CreditEngine
import Testing

@Suite struct BoundedPatternTests {
    static let cases: [(String, [String], [String])] = [
        ("", ["", "a"], []), ("abc", ["abc", "xabcx"], ["ab", "ABC", ""]), ("^abc$", ["abc"], ["xabc", "abcx"]),
        ("a.c", ["abc", "a答c"], ["a\nc", "ac"]), ("a*", ["", "b"], []), ("^a*$", ["", "aaa"], ["aab"]),
        ("^a+$", ["a", "aa"], ["", "ab"]), ("^ab?$", ["a", "ab"], ["abb"]), ("^a{2}$", ["aa"], ["a", "aaa"]),
        ("^a{2,}$", ["aa", "aaaaa"], ["a"]), ("^a{1,3}$", ["a", "aaa"], ["", "aaaa"]), ("^a{0}b$", ["b"], ["ab"]),
        ("^(cat|dog)s?$", ["cat", "dogs"], ["cats dogs", "do"]), ("^(?:ab)+$", ["abab"], ["aba"]),
        ("^(a|)$", ["", "a"], ["b"]), ("^[a-c]+$", ["abc"], ["abd"]), ("^[^a-c]+$", ["xyz\n"], ["xaz"]),
        ("^[]a-]+$", ["]a-"], ["b"]), ("^[\\d.]+$", ["3.14"], ["3,14"]), (#"^\d+$"#, ["42"], ["４２", "4a"]),
        (#"^\w+\s\S+$"#, ["ab_9 ü"], ["ab"]), (#"\$\(\d+\)\\"#, [#"costs $(5)\"#], ["$(5)"]),
        (#"^\D\W$"#, ["a-"], ["1-", "aa"]), ("^(a*)*$", ["", "aaaa"], ["b"]), ("^(a+)+$", ["aaaa"], ["aaab"]),
        ("^a+?b*?$", ["aab"], ["c"]), ("答え(は|：)", ["答えは18"], ["答え18"]), ("é", ["é"], ["e\u{301}"]),
        ("^(^a|b$)$", ["a", "b"], ["ab"]), (#"\t\n\r"#, ["\t\n\r"], ["tnr"]),
    ]

    @Test(arguments: cases) func occursExactlyWhereItShould(_ pattern: String, _ yes: [String], _ no: [String]) throws {
        let bounded = try BoundedPattern(pattern)
        for text in yes { #expect(bounded.occurs(in: text), "\(text)") }
        for text in no { #expect(!bounded.occurs(in: text), "\(text)") }
    }

    @Test(arguments: [
        ("(a", "missing ): (a"), ("a)", "unexpected ): a)"), ("*a", "no argument for repetition operator: *"),
        ("a|+", "no argument for repetition operator: +"), ("[a", "missing ]: [a"),
        ("[z-a]", "invalid character class range: z-a"), ("a\\", "trailing \\"),
        (#"(a)\1"#, #"invalid escape sequence: \1"#), ("(?=a)", "invalid perl operator: (?="),
        ("a{2,1}", "invalid repetition size: {2,1}"), ("a{1001}", "invalid repetition size: {1001}"),
    ])
    func mistakesQuoteThePartThatIsWrong(_ pattern: String, _ reason: String) {
        let error = #expect(throws: PatternError.self) { try BoundedPattern(pattern) }
        guard case .syntax(_, let why) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(why == reason)
    }

    @Test(arguments: ["((((a{100}){100}){100}){100}){100}", "(a{1000}){1000}"])
    func hugeCountsAreRefused(_ pattern: String) {
        #expect(throws: PatternError.self) { try BoundedPattern(pattern) }
    }

    @Test func deepNestingIsRefused() {
        let pattern = String(repeating: "(", count: 100_000)
        #expect(throws: PatternError.self) { try BoundedPattern(pattern) }
    }

    /// A backtracking matcher would take 2^40 steps and more for each of these.
    @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a?){40}a{40}$", "(x+x+)+y"])
    func noTextMakesItSlow(_ pattern: String) throws {
        let text = String(repeating: pattern.contains("x") ? "x" : "a", count: 20_000) + "!"
        #expect(try !BoundedPattern(pattern).occurs(in: text))
    }

    @Test func theEvaluatorNeedsNoReference() throws {
        let evaluator = PatternEvaluator(try BoundedPattern(#"answer is \d+"#))
        func run(_ text: String?) -> FinishedRun {
            let messages = text.map { [Message(ordinal: 0, turn: 1, agent: 0, output: $0)] } ?? []
            return FinishedRun(
                problem: Problem(input: "?"), agents: [Agent(name: "a")], messages: messages,
                answer: text.map { _ in 0 })
        }
        let good = evaluator.outcome(of: run("So the answer is 18."))
        #expect(good == Outcome(success: true, score: 1, answer: "18", evaluator: "regex"))
        #expect(evaluator.outcome(of: run("I do not know"))?.success == false)
        #expect(evaluator.outcome(of: run(nil)) == Outcome(success: false, score: 0, evaluator: "regex"))
    }
}
