/// The conditions of the gate, each with its figure and its limit, in the order in which they are shown.
struct GateChecks {
    let all: [ValidationReport.Check]

    init(_ validation: Validation, _ gate: Gate, _ arms: ValidationArms, _ train: PairedOutcomes?) {
        let caps = validation.rule.caps
        var checks = [Self.evidence(gate)]
        // A better mean score may hide fewer successes: partial credit for failures, or a finer score of them.
        if validation.rule.outcomes == .graded { checks.append(Self.successes(arms)) }
        checks += [
            Self.check(
                .regressions, ProblemChanges(arms.pairs, validation.rule.outcomes).share, caps.regressions),
            Self.length(validation, caps),
            Self.check(.cost, arms.means.cost, caps.cost),
            Self.check(.latency, arms.means.latency, Self.latencyLimit(arms.means, caps)),
            Self.trainGap(train, gate.outcomes, caps),
        ]
        all = checks
    }

    /// How many successes fewer the candidate has among the pairs, of which none may be lost; `nil` before the first.
    private static func successes(_ arms: ValidationArms) -> ValidationReport.Check {
        let hasPairs = arms.pairs.contains { $0.current != nil }
        let lost = Double(arms.successes.current - arms.successes.candidate)
        return check(.lostSuccesses, hasPairs ? max(0, lost) : nil, 0)
    }

    private static func check(
        _ kind: ValidationReport.Check.Kind, _ value: Double?, _ limit: Double
    ) -> ValidationReport.Check {
        ValidationReport.Check(kind, value: value, limit: limit, passes: value.map { $0 <= limit })
    }

    /// The limit of time as a multiple: never tighter than what the free milliseconds are of a current run.
    private static func latencyLimit(_ means: ArmMeans, _ caps: GateCaps) -> Double {
        guard let current = means.currentLatency, current > 0 else { return caps.latency }
        return max(caps.latency, 1 + GateCaps.freeLatency / current)
    }

    /// The anytime-valid p = 1/E, or the exact p where that one passed.
    private static func evidence(_ gate: Gate) -> ValidationReport.Check {
        let anytime = min(1, exponential(-gate.evidence.log))
        let p = gate.decision == .shownByExactTest ? gate.exactP ?? anytime : anytime
        return ValidationReport.Check(
            .evidence, value: p, limit: exponential(-gate.logThreshold), passes: gate.decision?.isShown ?? false)
    }

    /// The longest block of the candidate against what it may be, in characters.
    private static func length(_ validation: Validation, _ caps: GateCaps) -> ValidationReport.Check {
        let lengths = validation.candidate.blocks.compactMap { block -> (new: Double, limit: Double)? in
            guard let new = validation.candidate[block], let old = validation.current[block], new != old else {
                return nil
            }
            let count = Double(old.count)
            return (Double(new.count), max(caps.growth * count, count + Double(caps.freeGrowth)))
        }
        let tightest = lengths.max { $0.new - $0.limit < $1.new - $1.limit }
        return check(.length, tightest?.new, tightest?.limit ?? 0)
    }

    /// How much more it gains on the optimiser's own problems, against what is allowed and what chance explains.
    private static func trainGap(_ train: PairedOutcomes?, _ held: PairedOutcomes, _ caps: GateCaps)
        -> ValidationReport.Check
    {
        guard let train, let own = train.effect, let other = held.effect else {
            return check(.trainGap, nil, caps.trainGap)
        }
        let chance = (train.errorOfMean * train.errorOfMean + held.errorOfMean * held.errorOfMean).squareRoot()
        return check(.trainGap, other - own, caps.trainGap + ConfidenceLevel.percent95.z * chance)
    }
}

extension PairedOutcomes {
    /// The mean outcome of one arm in [0,1]; `nil` without pairs.
    public func mean(_ arm: KeyPath<Pair, Double>) -> Double? {
        pairs.isEmpty ? nil : pairs.reduce(0) { $0 + $1[keyPath: arm] } / Double(count)
    }

    /// The standard error of the mean difference, from rates that are pulled towards the middle so that it is never 0.
    var errorOfMean: Double {
        let n = Double(count) + 2
        let mean = pairs.reduce(0) { $0 + $1.kept - $1.replaced } / n
        let square = pairs.reduce(2) { $0 + ($1.kept - $1.replaced) * ($1.kept - $1.replaced) } / n
        return ((square - mean * mean) / n).squareRoot()
    }
}
