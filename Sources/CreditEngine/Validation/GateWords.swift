/// What a validation came to in words, the same in commands and on screens.
extension ValidationReport.Ending {
    /// How the gate ended, as a clause.
    public var words: String {
        switch self {
        case .accepted: "passed the gate"
        case .capped: "refused: better, but a limit was passed"
        case .futile: "refused: dropped early, no gain is in sight"
        case .notShown: "refused: no gain is shown by all the pairs that were planned"
        case .stopped: "stopped; it can go on"
        }
    }
}

extension ValidationReport.Check {
    /// A figure of this condition in its unit.
    public func words(_ value: Double) -> String {
        switch kind {
        case .evidence: Numeral.probability(value)
        case .lostSuccesses, .length: Numeral.general(value)
        case .cost, .latency: "×" + Numeral.general(value)
        case .regressions, .trainGap: Numeral.share(value)
        }
    }

    /// Its figure in words.
    public var figure: String { value.map(words) ?? "not known" }

    /// `✓` when it holds, `✗` when it does not, `⚠` when its figure is not known.
    public var mark: String { Self.mark(passes) }

    /// The sign of a condition that holds, does not, or is not known.
    public static func mark(_ passes: Bool?) -> String {
        switch passes {
        case true?: "✓"
        case false?: "✗"
        case nil: "⚠"
        }
    }
}

extension EValue {
    /// The evidence in words: `18.5`, `8,603`, `over 99,999`.
    public var words: String {
        value > 99_999 ? "over 99,999" : value >= 100 ? Numeral.count(Int(value)) : Numeral.general(value)
    }

    /// `evidence 18.5, needed 80`, of two logarithms.
    public static func words(_ log: Double, needed: Double) -> String {
        "evidence \(EValue(log: log).words), needed \(EValue(log: needed).words)"
    }
}

extension ValidationReport {
    /// `evidence 18.5, needed 80`.
    public var evidenceWords: String { EValue.words(logEvidence, needed: logThreshold) }

    /// What it came to as one sentence without its full stop: `passed the gate: v2 is better than v1 (evidence 102, needed
    /// 80)`.
    ///
    /// - Parameter version: the version of the block's text that is replaced; `nil` when it is not known.
    public func sentence(version: Int?) -> String {
        let (p, isExact) = deciding
        let limit = EValue(log: -logThreshold).value
        let figure =
            isExact ? "exact p \(Numeral.probability(p)), at most \(Numeral.probability(limit))" : evidenceWords
        guard ending == .accepted else { return "\(ending.words) (\(figure))" }
        let (before, after) = version.map { ("v\($0)", "v\($0 + 1)") } ?? ("the text now", "the proposed text")
        return "\(ending.words): \(after) is better than \(before) (\(figure))"
    }

    /// The success rates under the current and the proposed text; `nil` without pairs.
    public var rates: (current: Double, candidate: Double)? {
        let pairs = outcomes
        guard let current = pairs.mean(\.kept), let candidate = pairs.mean(\.replaced) else { return nil }
        return (current, candidate)
    }

    /// The p of the gain that decides: the exact test's where it is asked and the evidence does not reach, else 1/E.
    public var deciding: (p: Double, isExact: Bool) {
        if let exactP, logEvidence < logThreshold { return (exactP, true) }
        return (min(1, EValue(log: -logEvidence).value), false)
    }
}
