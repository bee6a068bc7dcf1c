import CreditEngine

/// What a critic makes of a request: the prompt rule by rule, the message sentence by sentence, and what is wrong in it.
struct CritiqueReading: Sendable {
    /// A sentence that says something wrong.
    struct Mistake: Sendable, Equatable {
        var sentence: String
        var name: String
        var right: Int
        var said: Int
    }

    let language: Language
    let agent: String
    let prompt: String
    let rules: RoleRules
    /// The prompt's sentences.
    let sentences: [String]
    /// The message's sentences.
    let said: [String]
    /// What is wrong in the message, in order; empty when the problem cannot be read.
    let mistakes: [Mistake]

    init(_ guarded: GuardedText, prompt: String) {
        self.prompt = prompt
        rules = RoleRules(reading: prompt)
        sentences = PromptRules.split(prompt)
        agent = guarded["agent"] ?? ""
        said = PromptRules.split(guarded["output"] ?? "")
        let seen = PromptMessage(role: "user", content: guarded["seen"] ?? "")
        let sheet = (ReadInput([seen])?.problem ?? guarded["problem"]).flatMap { Worksheet(reading: $0) }
        let sentences = said
        mistakes = sheet.map { Self.mistakes(in: guarded["output"] ?? "", sentences, $0) } ?? []
        language = sheet?.language ?? (prompt.contains { $0.isKana } ? .japanese : .english)
    }

    /// Compares every value that the message states with the problem and with the steps worked out again.
    private static func mistakes(in output: String, _ sentences: [String], _ sheet: Worksheet) -> [Mistake] {
        let names = sheet.names
        let values = sheet.values
        let spelled = names.map { Array($0.utf8) }
        func claims(_ text: String) -> [Int?] {
            Claims(reading: Array(text.utf8), names: spelled, in: sheet.language.phrases).values
        }
        var mistakes: [Mistake] = []
        for (index, claim) in claims(output).enumerated() {
            guard let claim, let right = values[names[index]], claim != right else { continue }
            let sentence = sentences.first { claims($0)[index] == claim } ?? sentences.first { $0.contains("\(claim)") }
            guard let sentence else { continue }
            mistakes.append(Mistake(sentence: sentence, name: names[index], right: right, said: claim))
        }
        return mistakes
    }
}

extension Worksheet {
    /// Every value that can be worked out from the text, by name.
    var values: [String: Int] {
        var values: [String: Int] = [:]
        for fact in facts { values[fact.name] = fact.value }
        for step in steps {
            guard let a = values[step.left], let b = values[step.right] else { continue }
            values[step.result] = step.operation.apply(a, b)
        }
        return values
    }
}

extension Character {
    /// Whether it is a letter of one of the two syllabaries.
    fileprivate var isKana: Bool {
        unicodeScalars.first.map { (0x3040...0x30FF).contains($0.value) } ?? false
    }
}
