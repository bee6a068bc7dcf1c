import CreditEngine

/// A diagnosis from what is in front of the critic: wrong values in the message, haste or a lack of care in the prompt.
struct Diagnosis: Sendable {
    /// The reply in the shape that was asked for.
    let reply: CanonicalJSON

    init(_ reading: CritiqueReading, _ random: KeyedRandom) {
        let words = CriticWords(reading.language)
        let hasty =
            reading.sentences.first { RoleRules(reading: $0).hurried }
            ?? reading.sentences.first { words.delegates($0) }
        guard let careful = words.carefulRule(for: reading.rules), hasty != nil || !reading.rules.careful else {
            reply = Self.nothing(reading, words, random)
            return
        }
        let mistake = reading.mistakes.first
        let quote = mistake?.sentence ?? reading.said.last ?? ""
        let weakness = [
            mistake.map { words.wrongValue($0) },
            hasty.map { words.saysHaste($0) } ?? words.saysNothing,
        ].compactMap { $0 }.joined(separator: words.gap)
        reply = [
            "weakness": .string(weakness),
            "quotes": .array(quote.isEmpty ? [] : [.string(quote)]),
            "edit": ["old": hasty.map { .string($0) } ?? .null, "new": .string(careful)],
            "confidence": .number(mistake == nil ? 0.4 : hasty == nil ? 0.7 : 0.9),
        ]
    }

    /// A sound prompt, or a role in which care changes nothing: no weakness, or something about style.
    private static func nothing(_ reading: CritiqueReading, _ words: CriticWords, _ random: KeyedRandom)
        -> CanonicalJSON
    {
        guard random.unit("nothing") < 0.5, let quote = reading.said.last else { return ["weakness": .null] }
        let (weakness, rule) = words.inert[random.integer("style", in: 0..<words.inert.count)]
        return [
            "weakness": .string(weakness), "quotes": [.string(quote)],
            "edit": ["old": .null, "new": .string(rule)], "confidence": .number(0.2),
        ]
    }
}
