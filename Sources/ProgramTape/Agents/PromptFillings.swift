import CreditEngine

/// What a run fills into the templates of prompts: its question, what its agents said, numbers and dates.
struct PromptFillings {
    /// Texts that are shorter, in characters, are no fillings: they stand in prompts by chance.
    private static let shortest = 8
    /// Words of dates.
    private static let calendar: Set<Substring> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april",
        "may", "june", "july", "august", "september", "october", "november", "december", "am", "pm", "utc",
    ]

    private let texts: [(name: String, words: String)]

    /// - Parameters:
    ///   - question: what the program was asked; `nil` when nobody knows.
    ///   - said: what agents said before, in order.
    init(question: String?, said: [(name: String, words: String)]) {
        texts = (question.map { [("input", $0)] } ?? []) + said
    }

    /// A prompt with `{input}` in the place of the question and `{AGENT}` in the place of what an agent said before; the
    /// longest texts are looked for first.
    func template(_ prompt: String) -> String {
        var template = prompt
        for (name, words) in texts.sorted(by: { $0.words.count > $1.words.count }) where words.count >= Self.shortest {
            template = template.split(separator: words, omittingEmptySubsequences: false).joined(separator: "{\(name)}")
        }
        return template
    }

    /// Whether two prompts differ in nothing but what the run fills in.
    ///
    /// Words that neither the run nor a calendar gives were written by a person, for two agents.
    ///
    /// - Parameter areTemplates: whether the prompts are templates, of which only the part before the first filling counts.
    func explain(_ one: String, _ other: String, areTemplates: Bool) -> Bool {
        guard one != other else { return true }
        var counts: [Substring: Int] = [:]
        for word in Self.words(areTemplates ? Self.instructions(one) : one[...]) { counts[word, default: 0] += 1 }
        for word in Self.words(areTemplates ? Self.instructions(other) : other[...]) { counts[word, default: 0] -= 1 }
        let differing = counts.filter { $0.value != 0 }.keys.filter { word in
            !word.contains(where: \.isNumber) && !Self.calendar.contains(word)
        }
        guard !differing.isEmpty else { return true }
        let given = Set(texts.flatMap { Self.words($0.words[...]) })
        return differing.allSatisfy(given.contains)
    }

    /// The part of a prompt before the first filling that is known.
    private static func instructions(_ prompt: String) -> Substring {
        prompt.firstIndex(of: "{").map { prompt[..<$0] } ?? prompt[...]
    }

    private static func words(_ text: Substring) -> [Substring] {
        Substring(text.lowercased()).split { !$0.isLetter && !$0.isNumber }
    }
}
