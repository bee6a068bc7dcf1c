/// The words of what a critique suggests, for comparing it with others.
struct SuggestionTokens: Sendable, Equatable {
    private let change: Set<String>
    private let weakness: Set<String>

    init(_ critique: Critique) {
        // What only removes a rule is about the rule, and must not look like adding it.
        change =
            critique.suggestion.new.map(Self.tokens) ?? Set(Self.tokens(critique.suggestion.old ?? "").map { "−" + $0 })
        weakness = Self.tokens(critique.weakness)
    }

    /// How alike two suggestions are, from 0 to 1.
    func likeness(to other: SuggestionTokens) -> Double {
        0.75 * Self.jaccard(change, other.change) + 0.25 * Self.jaccard(weakness, other.weakness)
    }

    private static func jaccard(_ a: Set<String>, _ b: Set<String>) -> Double {
        let both = a.intersection(b).count
        let either = a.count + b.count - both
        return either == 0 ? 1 : Double(both) / Double(either)
    }

    /// Lower-case words without figures; of letters beyond the Latin, Greek and Cyrillic ones every pair.
    ///
    /// Words of up to three letters are left out, because two rules share them whatever they say, unless there are no
    /// others.
    static func tokens(_ text: String) -> Set<String> {
        let all = words(text)
        let long = all.filter { $0.count > 3 || ($0.unicodeScalars.first?.value ?? 0) >= 0x530 }
        return long.isEmpty ? all : long
    }

    private static func words(_ text: String) -> Set<String> {
        var tokens: Set<String> = []
        var word = ""
        var last: Character?
        for character in text.lowercased() {
            let scalar = character.unicodeScalars.first?.value ?? 0
            guard scalar < 0x530, character.isLetter else {
                if !word.isEmpty { tokens.insert(word) }
                word = ""
                let joins = scalar >= 0x530 && character.isLetter
                if joins, let last { tokens.insert(String([last, character])) }
                last = joins ? character : nil
                continue
            }
            word.append(character)
            last = nil
        }
        if !word.isEmpty { tokens.insert(word) }
        return tokens
    }
}
