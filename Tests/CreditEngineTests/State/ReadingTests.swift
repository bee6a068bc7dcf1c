import Testing

@testable import CreditEngine

@Suite("Reading a conversation")
struct ReadingTests {
    private func facts(_ text: String, problem: String? = nil, speaker: String = "solver") throws -> MessageFacts {
        try #require(Reading(TraceSketch.trace(problem: problem, [(speaker, text)])).messages.first)
    }

    @Test(
        "Words",
        arguments: [
            ("It's 1,234.5 km", ["It", "s", "1,234.5", "km"]),
            ("Köln naïve", ["Köln", "naïve"]),
            ("a_b-c", ["a", "b", "c"]),
            ("3.", ["3"]),
            ("12,34", ["12", "34"]),
            ("梅の数は17", ["梅", "梅の", "の数", "数は", "17"]),
            ("梅。数", ["梅", "数"]),
            ("“so”—yes…", ["so", "yes"]),
            ("not\u{A0}here", ["not", "here"]), ("«oui»", ["oui"]), ("5 µm, 2º", ["5", "µm", "2", "º"]),
            ("1.250,5 and 1.250", ["1.250,5", "and", "1.250"]), ("12.345.678,90", ["12.345.678,90"]),
            ("第１２３号", ["第", "１２３", "号"]),
            ("", []), (" \n", []),
        ])
    func words(text: String, expected: [String]) {
        var copy = text
        let found = copy.withUTF8 { bytes in
            var words: [String] = []
            WordScan.words(bytes) { words.append(String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)) }
            return words
        }
        #expect(found == expected)
    }

    @Test("The same word in capitals, and a number with and without a thousands comma, are one")
    func sameWord() throws {
        let trace = TraceSketch.trace([("a", "Basket 12,345"), ("b", "basket 12345 BASKET")])
        let second = Reading(trace).messages[1]
        #expect(second.introduced == 0)
        #expect(second.sources.first?.message == 0)
        #expect(second.sources.first?.weight == 2)
    }

    @Test(
        "One number, however it is written",
        arguments: [("1,250.5", "1.250,5"), ("1250.5", "1.250,5"), ("417", "４１７"), ("12,345,678.9", "12.345.678,9")])
    func sameNumber(one: String, other: String) {
        let trace = TraceSketch.trace([("a", "it is \(one)"), ("b", "so \(other)")])
        #expect(Reading(trace).messages.map(\.figures) == [1, 0])
    }

    @Test(
        "A figure that arithmetic in the message yields is derived, wherever it stands; a wrong sum derives nothing",
        arguments: [
            ("There are 28 in all: 28 = 2 × 14.", 0, 0), ("It is 33, as 28 + 5 = 33.", 0, 0),
            ("28 + 5 = 33, so 33 it is.", 0, 0), ("28 + 5 = 34.", 1, 1), ("It is 34, as 28 + 5 = 33.", 1, 0),
            ("There are 47.", 1, 0), ("14 + 28 + 5 = **47**", 0, 0),
        ])
    func derived(text: String, figures: Int, falsehoods: Int) throws {
        let facts = try facts(text, problem: "There are 14 plums in a box and 28 outside.")
        #expect(facts.figures == figures && facts.newFigures.count == figures)
        #expect(facts.falsehoods.count == falsehoods)
    }

    @Test(
        "Sums in other ways of writing",
        arguments: [
            ("1.250,5 + 1.000,5 = 2.251,0", 0), ("1.250,5 + 1.000,5 = 2.252,0", 1), ("1.250,5 + 1.000,5 = 2.251", 0),
            ("12\u{A0}+\u{A0}3 = 16", 1),
            ("12\u{A0}+\u{A0}3 =\u{A0}15", 0), ("１２ + ３ = １５", 0), ("１２ + ３ = １６", 1),
        ])
    func sums(text: String, falsehoods: Int) throws {
        #expect(try facts(text).falsehoods.count == falsehoods)
    }

    @Test(
        "Cues",
        arguments: [
            ("The final answer is 42", Cue.answer), ("Let's  say it is so", .assumption),
            ("ASSUMING that", .assumption),
            ("We couldn't find it", .inability), ("That does not match.", .objection),
        ])
    func cues(text: String, cue: Cue) throws {
        #expect(try facts(text).first(cue) != nil)
    }

    @Test("Words that only look like a cue", arguments: ["terrors", "let us say", "finally answered", "a final  word"])
    func noCues(text: String) throws {
        #expect(try facts(text).signs.isEmpty)
    }

    @Test("Behind as many signs as are kept, assumptions are still counted and the first failure is still found")
    func manySigns() throws {
        let many = String(repeating: "That does not match. ", count: MessageFacts.signLimit + 4)
        let facts = try facts(many + "Assuming it is so, we go on. No error so far. Then an error.")
        #expect(facts.signs.count == MessageFacts.signLimit && facts.assumptions == 1)
        #expect(facts.failure?.upperBound == many.utf8.count + 59)
        #expect(try self.facts(many + "No error so far.").failure == nil)
    }

    @Test(
        "A tool's failure",
        arguments: [
            ("Traceback (most recent call last)", true), ("NameError: x", true), ("exitcode: 1", true),
            ("Process finished with exit code 137", true), ("exited with 2", true), ("exit status 0", false),
            ("the code 12 was found", false), ("java.io.IOException: gone", true), ("errors: 0", false),
            ("exitcode: 0 (execution succeeded)", false), ("error", true), ("mirror", false), ("fine", false),
        ])
    func failure(text: String, fails: Bool) throws {
        #expect((try facts(text, speaker: "codeTerminal").failure != nil) == fails)
    }

    @Test(
        "A tool that says nothing",
        arguments: [
            ("exitcode: 0 (execution succeeded)\nCode output: ", true), ("None", true), ("17", false), ("", true),
        ])
    func empty(text: String, isEmpty: Bool) throws {
        #expect(try facts(text, speaker: "codeTerminal").isEmptyResult == isEmpty)
    }

    @Test(
        "Figures that contradict the problem",
        arguments: [
            ("We need crates = 12.", 1), ("We need crates = 13.", 0), ("Facts for step 1: crates at 12", 1),
            ("That puts plums in the crates at 364.", 0), ("books on all crates = 99", 0),
            ("yesterday's rolls: 30", 1), ("fine rolls = 420", 0), ("loose plums at 9", 0), ("crates: many", 0),
        ])
    func problemFigures(text: String, contradictions: Int) throws {
        let problem = """
            The number of crates is 13. Last year the number of yesterday's rolls was 30. \
            The number of yesterday's rolls is 24. Plums is 3. Plums is 4.
            """
        #expect(try facts(text, problem: problem).falsehoods.count == contradictions)
    }

    @Test("New figures leave out the problem's, earlier ones, tools' and results of equalities that hold")
    func newFigures() {
        let trace = TraceSketch.trace(
            problem: "There are 25 of them.",
            [
                ("a", "25 and 40 and 40 and 25 × 40 = 1000, but 25 + 40 = 66"), ("codeTerminal", "output 777"),
                ("b", "40 and 777 and 88"),
            ])
        let reading = Reading(trace)
        #expect(reading.messages.map(\.figures) == [2, 1, 1])
        #expect(reading.messages[0].falsehoods.count == 1)
    }

    @Test("What a tool returned inside a message is not the message's own figure")
    func toolResult() {
        var trace = TraceSketch.trace([("a", "It is 4711 and 42.")])
        trace.messages[0].tools = [ToolCall(name: "python", arguments: "1", result: "4711")]
        #expect(Reading(trace).messages[0].figures == 1)
    }

    @Test(
        "Fences", arguments: [("```\nx\n```", true), ("``x``", false), ("a```", true), ("`` ` ", false), ("``", false)])
    func fences(text: String, has: Bool) throws {
        #expect(try facts(text).hasCode == has)
    }

    @Test("Ranges lie in the text", arguments: 0..<40 as Range<UInt64>)
    func ranges(seed: UInt64) {
        let trace = TraceSketch.random(seed: seed, messages: 30, agents: 4)
        for (message, facts) in zip(trace.messages, Reading(trace).messages) {
            let size = message.output.utf8.count
            let ranges =
                facts.signs.map(\.range) + facts.falsehoods.map(\.range) + facts.sources.map(\.range)
                + [facts.failure, facts.newFigures.first?.range, facts.answer?.range].compactMap { $0 }
            #expect(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= size })
            #expect(facts.sources.allSatisfy { $0.message < message.ordinal && $0.weight > 0 })
        }
    }
}
