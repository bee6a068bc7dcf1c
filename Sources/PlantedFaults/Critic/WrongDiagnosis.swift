import CreditEngine

/// A diagnosis that sounds as good as any and is wrong: two in five do harm when followed, the others change nothing.
struct WrongDiagnosis: Sendable {
    /// The share of harmful ones.
    private static let harmful = 0.4

    /// The reply in the shape that was asked for.
    let reply: CanonicalJSON

    init(_ reading: CritiqueReading, _ random: KeyedRandom, inventing: Double) {
        let words = CriticWords(reading.language)
        let choices = random.unit("harmful") < Self.harmful ? words.harmful : words.inert
        let (weakness, rule) = choices[random.integer("choice", in: 0..<choices.count)]
        let real = reading.said.isEmpty ? nil : reading.said[random.integer("quote", in: 0..<reading.said.count)]
        let quote = random.unit("invents") < inventing ? words.invented(random) : real
        reply = [
            "weakness": .string(weakness),
            "quotes": .array(quote.map { [.string($0)] } ?? []),
            "edit": ["old": .null, "new": .string(rule)],
            "confidence": .number(0.5 + (random.unit("confidence") * 40).rounded() / 100),
        ]
    }
}
