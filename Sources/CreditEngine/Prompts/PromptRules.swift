/// The rules of a prompt: its sentences and lines, one by one.
///
/// Joined again with what stands between them they are the prompt. A sentence ends at `.`, `!` or `?` before white space
/// or the end, at `。`, `！` or `？`, and at every line's end.
public enum PromptRules {
    /// The rules in order, each with its end mark and without white space around it.
    public static func split(_ prompt: String) -> [String] {
        var rules: [String] = []
        var rule = ""
        var ended = false
        for character in prompt {
            if character.isNewline || (ended && character.isWhitespace) {
                rules.append(rule)
                (rule, ended) = ("", false)
                continue
            }
            rule.append(character)
            ended = ".!?".contains(character)
            if "。！？".contains(character) {
                rules.append(rule)
                (rule, ended) = ("", false)
            }
        }
        rules.append(rule)
        return rules.map(\.trimmed).filter { !$0.isEmpty }
    }
}
