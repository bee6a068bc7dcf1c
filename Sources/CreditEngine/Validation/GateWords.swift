/// What a validation came to in words, the same in commands and on screens.
extension ValidationReport.Ending {
    /// How the gate ended, as a clause.
    public var words: String {
        switch self {
        case .accepted: "accepted by the gate"
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
}

extension ValidationReport {
    /// `evidence 18.5 of 80 needed`.
    public var evidenceWords: String {
        "evidence \(EValue(log: logEvidence).words) of \(EValue(log: logThreshold).words) needed"
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
