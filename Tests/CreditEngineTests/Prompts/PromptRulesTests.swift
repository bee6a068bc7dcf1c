import CreditEngine
import Testing

@Suite struct PromptRulesTests {
    @Test(
        arguments: [
            ("", []),
            ("You are a. Check it!  Is it 3.5?", ["You are a.", "Check it!", "Is it 3.5?"]),
            ("- one rule\n- another\n\nLast", ["- one rule", "- another", "Last"]),
            ("検算してください。すぐに。次 の文", ["検算してください。", "すぐに。", "次 の文"]),
        ] as [(String, [String])])
    func sentencesAndLinesAreRules(_ prompt: String, _ rules: [String]) {
        #expect(PromptRules.split(prompt) == rules)
        for rule in PromptRules.split(prompt) { #expect(prompt.contains(rule)) }
    }
}
