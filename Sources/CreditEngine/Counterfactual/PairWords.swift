/// What pairs of replays have shown in words, the same in commands and on screens.
extension Verdict {
    /// Its name.
    public var name: String {
        switch self {
        case .hurts: "hurts"
        case .helps: "helps"
        case .noEffectShown: "no effect shown"
        case .cantTell: "can't tell"
        }
    }

    /// Its name, and how many more pairs it would take.
    public var words: String {
        guard case .cantTell(let more?) = self else { return name }
        return "\(name) yet, about \(Numeral.count(more, "more pair"))"
    }
}

extension PairedOutcomes {
    /// `solved 1 of 20 with this message, 9 of 20 with another in its place (costs .40, between .13 and .61)`; `nil`
    /// without pairs.
    public var words: String? { effect.map { "\(arms) (\(loss($0, interval())))" } }

    /// Outcomes with the message and with another.
    private var arms: String {
        let (kept, replaced) = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.kept, $0.1 + $1.replaced) }
        if isBinary {
            return "solved \(Int(kept)) of \(count) with this message, \(Int(replaced)) of \(count) with another in "
                + "its place"
        }
        return "mean score \(Numeral.share(kept / Double(count))) with this message, "
            + "\(Numeral.share(replaced / Double(count))) with another in its place, \(Numeral.count(count, "pair"))"
    }

    /// What the message costs or gains, and within which bounds; never a sign that has to be thought about.
    private func loss(_ effect: Double, _ interval: EffectInterval?) -> String {
        let size = Numeral.share(abs(effect))
        let what = size == ".00" ? "no difference" : "\(effect < 0 ? "costs" : "gains") \(size)"
        guard let interval else { return what + "; an interval needs \(EffectInterval.fewestGraded) pairs" }
        let (low, high) = (Numeral.share(abs(interval.low)), Numeral.share(abs(interval.high)))
        if interval.high < 0 { return "\(what), between \(high) and \(low)" }
        if interval.low > 0 { return "\(what), between \(low) and \(high)" }
        return "\(what); it may be anything from \(low) lost to \(high) gained"
    }
}

extension SystematicFault {
    /// One sentence; it is about replays, whose speakers may be held to the recorded order and end.
    public var words: String {
        "replays fail here anyway: \(Numeral.general(successes)) of \(count) from the start succeed; look at prompts, "
            + "models and who speaks rather than at messages"
    }
}

extension MeasureReport {
    /// Why the value curve has fewer replays from the start than the sentence of `systematic` counts; `nil` where it has
    /// all of them, and where there is no such sentence.
    public var startWords: String? {
        guard let systematic, let start = curve.points.first, systematic.count > start.count else { return nil }
        let more = Numeral.count(systematic.count - start.count, "more replay")
        return "\(more) from the start are left out of the mean: they were made until one succeeded"
    }
}
