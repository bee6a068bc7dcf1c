import CreditEngine

/// The language of filters: its forms with what they mean, and what a beginning may become.
enum FilterLanguage {
    /// One form: how it is written, and what it asks for.
    struct Form: Sendable {
        let form: String
        let meaning: String
    }

    /// All forms, for help and documents.
    static let forms: [Form] = [
        Form(form: "word", meaning: "any text of the run: ids, task, agents, words"),
        Form(form: "\"two words\"", meaning: "the same for words that stand together"),
        Form(form: "text~word", meaning: "a message has it"),
        Form(form: "status:fail", meaning: "how the run ended: fail, ok or unknown"),
        Form(form: "agent:coder", meaning: "the hottest cell is of this agent"),
        Form(form: "blamed:coder", meaning: "this agent has the largest part of the blame"),
        Form(form: "model:small", meaning: "a model of this name speaks"),
        Form(form: "problem:p-42", meaning: "the problem's id has this"),
        Form(form: "file:runs", meaning: "the file's path has this"),
        Form(form: "is:measured", meaning: "or criticised, proposed, noted, judged (VCPmj)"),
        Form(form: "hot>.3", meaning: "also score, turns, cost; > < >= <= ="),
    ]

    /// The keys, as mistakes name them.
    static let keys = (keyed + ["text~"] + Filter.Figure.allCases.map(\.rawValue)).joined(separator: " ")

    /// A filter under way: what of it holds already, and a last word that is only the beginning of a condition.
    static func split(_ text: String) -> (whole: String, rest: String) {
        let start = text.lastIndex(of: " ").map(text.index(after:)) ?? text.startIndex
        let word = text[start...]
        let isBeginning = !word.isEmpty && starts.contains { $0.hasPrefix(word) }
        let isMistake = (try? Filter.parse(text)) == nil && (try? Filter.parse(String(text[..<start]))) != nil
        return isBeginning || isMistake ? (String(text[..<start]), String(word)) : (text, "")
    }

    /// What a beginning of a condition may become, in words.
    static func hint(for beginning: String) -> String {
        let fits = forms.filter { form in
            starts.contains { $0.hasPrefix(beginning) && form.form.hasPrefix($0) }
                || starts.contains { beginning.hasPrefix($0) && form.form.hasPrefix($0) }
        }
        return fits.isEmpty
            ? "Tab completes; ? lists the conditions"
            : fits.map { "\($0.form)  \($0.meaning)" }.joined(separator: " · ")
    }

    /// How conditions begin.
    private static let starts = keyed + ["text~"] + Filter.Figure.allCases.map(\.rawValue)

    private static let keyed = ["status:", "agent:", "blamed:", "model:", "problem:", "file:", "is:"]

    /// The most runs that are looked at for candidates.
    private static let portion = 20_000

    /// What Tab makes of a filter under way: its last word, completed.
    static func complete(_ text: String, _ catalogue: Catalogue) -> Completion {
        let start = text.lastIndex(of: " ").map(text.index(after:)) ?? text.startIndex
        let (head, word) = (text[..<start], String(text[start...]))
        guard let colon = word.firstIndex(of: ":") else {
            let all = keyed + ["text~"] + Filter.Figure.allCases.map { $0.rawValue + ">" }
            return Completion.of(word, among: all, before: String(head))
        }
        let (key, value) = (String(word[...colon]), String(word[word.index(after: colon)...]))
        return Completion.of(value, among: values(key, catalogue).map(Filter.quoted), before: head + key)
    }

    private static func values(_ key: String, _ catalogue: Catalogue) -> [String] {
        switch key {
        case "status:": ["fail", "ok", "unknown"]
        case "is:": RunMarks.all.map(\.name)
        case "agent:", "blamed:": catalogue.agentNames.sorted()
        case "model:": Array(Set(catalogue.casts.flatMap(\.models))).sorted()
        case "problem:": Array(Set(catalogue.entries.prefix(portion).compactMap(\.problem))).sorted()
        case "file:": catalogue.files
        default: []
        }
    }
}
