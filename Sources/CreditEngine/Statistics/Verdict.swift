/// What fresh pairs say about one message.
public enum Verdict: Sendable, Hashable {
    /// Keeping it costs outcome.
    case hurts
    /// Keeping it gains outcome.
    case helps
    /// The 90 % interval of its effect lies inside ±.15.
    case noEffectShown
    /// Neither; about so many more pairs would show it if things go on as they did, `nil` when nobody can say.
    case cantTell(moreNeeded: Int?)
}

/// When fresh pairs allow a verdict.
///
/// Only pairs that had no part in choosing the message count; then one may look after every pair. Source: Method §4.
public struct VerdictRule: Sendable, Hashable {
    /// The number F of messages about which a verdict is sought, 1 or more.
    public var finalists: Int
    /// The chance of a false verdict among them.
    public var alpha: Double
    /// Effects smaller than this are taken for none.
    public var margin: Double

    /// Makes a rule.
    public init(finalists: Int = 1, alpha: Double = 0.05, margin: Double = 0.15) {
        self.finalists = max(1, finalists)
        self.alpha = alpha
        self.margin = margin
    }

    /// The rule for what a search named: each message, and where there are several also all of them together.
    public init(naming count: Int) {
        self.init(finalists: count > 1 ? count + 1 : count)
    }

    /// ln(F/α): the evidence that a verdict takes.
    public var threshold: Double { naturalLog(Double(finalists) / alpha) }

    /// Whether evidence is enough for *hurts* or *helps*.
    func isEnough(_ evidence: EValue) -> Bool { evidence.log >= threshold }

    /// The verdict on a sample.
    public func verdict(on sample: PairedOutcomes) -> Verdict {
        if isEnough(sample.hurting) { return .hurts }
        if isEnough(sample.helping) { return .helps }
        if let interval = sample.interval(.percent90), interval.low >= -margin, interval.high <= margin {
            return .noEffectShown
        }
        return .cantTell(moreNeeded: moreNeeded(sample))
    }

    /// About how many more pairs the leading direction needs; `nil` when the sample shows no growth of evidence.
    ///
    /// Outcomes 0 and 1: n = ⌈(ln(F/α) − ln E)/g⌉ with g = w·ln(1+λ) + l·ln(1−λ), w = (W+½)/(N+1), l = (L+½)/(N+1),
    /// λ = (w−l)/(w+l), where W and L count the pairs for and against that direction among N. Graded ones: `EvidenceGrowth`.
    func moreNeeded(_ sample: PairedOutcomes) -> Int? {
        guard sample.isBinary else { return EvidenceGrowth(sample).pairs(to: threshold) }
        let (wins, losses) = (Double(sample.wins), Double(sample.losses))
        let all = Double(sample.count) + 1
        let (ahead, behind) = ((max(wins, losses) + 0.5) / all, (min(wins, losses) + 0.5) / all)
        let stake = (ahead - behind) / (ahead + behind)
        let growth = ahead * naturalLog1p(stake) + behind * naturalLog1p(-stake)
        guard growth > 0, sample.count > 0 else { return nil }
        let evidence = wins >= losses ? sample.hurting : sample.helping
        let needed = (threshold - evidence.log) / growth
        return needed < 1e9 ? max(1, Int(needed.rounded(.up))) : nil
    }

    /// The messages that hurt among all K that could have been tested (e-BH): the top j with E₍ⱼ₎ ≥ K/(α·j).
    ///
    /// - Parameters:
    ///   - evidence: evidence by position; what is not in it is untested and has E = 1.
    ///   - count: the number K of messages.
    public static func discoveries(_ evidence: [Int: EValue], of count: Int, alpha: Double = 0.05) -> Set<Int> {
        let ranked = evidence.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let passing = ranked.indices.last { place in
            ranked[place].value.log >= naturalLog(Double(count) / (alpha * Double(place + 1)))
        }
        return Set(ranked.prefix(passing.map { $0 + 1 } ?? 0).map(\.key))
    }
}
