import CreditEngine

/// What accepted edits of different blocks do together, in words.
enum TogetherText {
    /// A line on all of them, and one on each.
    static func lines(_ together: AcceptedTogether) -> [String] {
        ["everything that passed, together, over the prompts before: \(figure(together.all))"]
            + together.parts.map { part in
                "  the revision of \(part.block.name), beside the others: \(figure(part.pairs)) · \(words(part))"
            }
    }

    private static func figure(_ pairs: PairedOutcomes) -> String {
        guard let effect = pairs.effect else { return "not known, no run came to an outcome" }
        let interval = pairs.interval().map { " [\(Numeral.signed($0.low, 2)), \(Numeral.signed($0.high, 2))]" } ?? ""
        return "\(Numeral.signed(effect, 2))\(interval) in \(Numeral.count(pairs.count, "pair"))"
    }

    private static func words(_ part: AcceptedTogether.Part) -> String {
        switch part.verdict {
        case .helps: "helps"
        case .hurts: "does harm: leave it out"
        case .noEffectShown: "no effect shown any more: it can be left out"
        case .cantTell: "these pairs cannot tell"
        }
    }
}
